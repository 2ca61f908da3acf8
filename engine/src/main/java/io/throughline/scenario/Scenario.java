package io.throughline.scenario;

import java.util.List;

/// A scenario, read and checked.
record Scenario(String name, int line, Given given, List<Line<Happening>> when, List<Line<Expectation>> then) {}
