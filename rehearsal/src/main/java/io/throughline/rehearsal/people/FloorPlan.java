package io.throughline.rehearsal.people;

import io.throughline.rehearsal.floor.Staff;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Who answers calls and does the work, as a lines file says it.
///
/// @param target share of the calls that should be answered within `within`
/// @param calls name of the line on which customers call
/// @param lines by name of the queue
/// @param presumed queues for which nothing was said, and the usual was taken
public record FloorPlan(double target, Duration within, String calls, Map<String, Line> lines, List<String> presumed) {

    /// @param handle time of a call
    /// @param work time of a piece of work
    /// @param patience after which somebody on the telephone gives up
    public record Line(Staff staff, Time handle, Time work, Time patience) {}

    public Line line(String name) {
        var line = lines.get(name);
        if (line == null) {
            throw new IllegalArgumentException("there is no line " + name);
        }
        return line;
    }
}
