package dev.parley.bench;

final class RelayBench {
    static void main() {}
}
