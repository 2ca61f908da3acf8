package io.throughline.platform.desk;

import io.throughline.routing.Hours;
import io.throughline.routing.Queue;
import io.throughline.workflow.QueueFile;
import io.throughline.workflow.ServedQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The queues of the house, and which teams serve them. One that work names and that is not described is open around
/// the clock and for everybody.
final class Queues {
    private final Map<String, ServedQueue> known;

    Queues(Map<String, ServedQueue> described, Collection<String> alsoNamed) {
        var all = new TreeMap<>(described);
        alsoNamed.forEach(name -> all.computeIfAbsent(name, QueueFile::plain));
        known = Map.copyOf(all);
    }

    /// What `queues.yaml` of a folder describes; nothing where there is none.
    ///
    /// @throws io.throughline.workflow.InvalidDefinition if it cannot be read
    static Map<String, ServedQueue> described(Path folder) {
        var file = folder.resolve(QueueFile.NAME);
        try {
            return Files.exists(file) ? QueueFile.read(Files.readString(file)) : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same with more names.
    Queues with(Collection<String> names) {
        return new Queues(known, names);
    }

    Set<String> names() {
        return known.keySet();
    }

    /// Where the house is: the zone in which most of its described queues keep their hours; UTC where none is
    /// described.
    ZoneId zone() {
        return known.values().stream()
                .filter(queue -> !queue.servedBy().isEmpty())
                .collect(Collectors.groupingBy(ServedQueue::zone, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<ZoneId, Long>comparingByValue()
                        .thenComparing(each -> each.getKey().getId()))
                .<ZoneId>map(Map.Entry::getKey)
                .orElse(ZoneOffset.UTC);
    }

    @Nullable
    ServedQueue find(String name) {
        return known.get(name);
    }

    Collection<ServedQueue> all() {
        return new TreeMap<>(known).values();
    }

    /// Queues that these teams serve, and those that nobody in particular does; all, for somebody of no team.
    Set<String> servedBy(Set<String> teams) {
        return known.values().stream()
                .filter(queue -> teams.isEmpty()
                        || queue.servedBy().isEmpty()
                        || queue.servedBy().stream().anyMatch(teams::contains))
                .map(ServedQueue::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    List<Queue> forFloor() {
        return known.values().stream().map(Queues::queue).toList();
    }

    static Hours hours(ServedQueue queue) {
        var week = new EnumMap<DayOfWeek, List<Hours.Interval>>(DayOfWeek.class);
        queue.week().forEach((day, spans) -> week.put(day, intervals(spans)));
        var days = new HashMap<LocalDate, List<Hours.Interval>>();
        queue.days().forEach((day, spans) -> days.put(day, intervals(spans)));
        return new Hours(queue.zone(), week, days);
    }

    private static List<Hours.Interval> intervals(List<ServedQueue.Hours> spans) {
        return spans.stream()
                .map(span -> new Hours.Interval(span.open(), span.close()))
                .toList();
    }

    private static Queue queue(ServedQueue queue) {
        var overflow = queue.overflow();
        var after = queue.wrapUp();
        return new Queue(
                queue.name(),
                queue.rings().stream()
                        .map(ring -> new Queue.Ring(ring.after(), ring.skills()))
                        .toList(),
                overflow == null ? null : new Queue.Overflow(overflow.after(), overflow.to()),
                hours(queue),
                new Queue.Target(queue.target().percent(), queue.target().within()),
                queue.offerFor(),
                after.time() == null
                        ? Queue.WrapUp.NONE
                        : new Queue.WrapUp(
                                after.isFixed() ? Queue.WrapUp.Mode.FIXED : Queue.WrapUp.Mode.UP_TO, after.time()),
                queue.mostSkilled() ? Queue.Choice.MOST_SKILLED : Queue.Choice.LONGEST_IDLE);
    }
}
