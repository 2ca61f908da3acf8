package io.throughline.bench;

import java.util.List;

/// Something that can be measured by name.
public interface Benchmark {
    String name();

    List<Result> run() throws Exception;

    /// A value and what it is to be compared with.
    ///
    /// @param ratio value : reference
    record Result(String name, double value, String unit, double reference, String referenceName, double ratio) {
        public static Result of(String name, double value, String unit, double reference, String referenceName) {
            return new Result(name, value, unit, reference, referenceName, value / reference);
        }
    }
}
