package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Race;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.conversation.SpendingStore} promises. */
abstract class SpendingStoreContract extends WithDatabase {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    private final SpendingRows spending;

    SpendingStoreContract(Database database) {
        super(database);
        this.spending = new SpendingRows(database.sql());
    }

    @Test
    void addsUpByUserAndDay() {
        spending.add("ann", TODAY, 5_000_000_000L);
        spending.add("ann", TODAY, 7);
        spending.add("ann", TODAY.plusDays(1), 1);
        assertThat(spending.spent("ann", TODAY)).isEqualTo(5_000_000_007L);
        assertThat(spending.spent("ann", TODAY.plusDays(1))).isEqualTo(1);
        assertThat(spending.spent("bob", TODAY)).isZero();
    }

    @Test
    void losesNothingThatIsAddedAtTheSameTime() throws Exception {
        Race.of(8, i -> {
            for (int n = 0; n < 25; n++) {
                spending.add("ann", TODAY, 1);
            }
            return i;
        });
        assertThat(spending.spent("ann", TODAY)).isEqualTo(200);
    }

    @Test
    void forgetsThePastAlone() {
        spending.add("ann", TODAY.minusDays(1), 1);
        spending.add("ann", TODAY, 1);
        assertThat(spending.forgetBefore(TODAY)).isOne();
        assertThat(spending.spent("ann", TODAY)).isOne();
        assertThat(spending.spent("ann", TODAY.minusDays(1))).isZero();
    }
}
