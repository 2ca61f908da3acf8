package io.throughline.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which work fits whom. Lines and agents are matched once, when either changes; a decision then
/// only compares the heads of lines, or walks the free agents.
final class Matching {
    private final Map<Demand, Line> byDemand = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final BitSet notEmpty = new BitSet();
    private final NavigableSet<Desk> free = new TreeSet<>(Desk.IDLE_ORDER);
    private final Tiers tiers = new Tiers();

    /// Matches an agent, new or changed, with every line.
    ///
    /// @return whether amounts are told apart more finely from now on: items have to be put in line again
    boolean know(Desk desk) {
        desk.fits.clear();
        for (var line : lines) {
            desk.fits.set(line.index, line.demand.hindrance(desk.agent) == null);
        }
        return tiers.learn(desk.agent);
    }

    Demand demand(WorkItem item, Queue queue, int ring) {
        var need = item.need();
        long tier = need.right() == null ? 0 : tiers.of(need.right(), need.amount());
        return new Demand(
                item.queue(),
                queue.rings().get(ring).skills(),
                need.kind(),
                need.language(),
                need.clearances(),
                need.right(),
                tier);
    }

    void line(Waiting waiting, Demand demand, QueueHours hours, Collection<Desk> desks) {
        var line = byDemand.computeIfAbsent(demand, wanted -> open(wanted, hours, desks));
        waiting.line = line;
        line.items.add(waiting);
        notEmpty.set(line.index);
    }

    private Line open(Demand demand, QueueHours hours, Collection<Desk> desks) {
        var line = new Line(lines.size(), demand, hours);
        lines.add(line);
        for (var desk : desks) {
            desk.fits.set(line.index, demand.hindrance(desk.agent) == null);
        }
        return line;
    }

    void unline(Waiting waiting) {
        var line = waiting.line;
        if (line != null) {
            line.items.remove(waiting);
            if (line.items.isEmpty()) {
                notEmpty.clear(line.index);
            }
            waiting.line = null;
        }
    }

    List<Line> lines() {
        return lines;
    }

    /// Takes somebody out of the free; to be called before anything changes that their order hangs on.
    void unlist(Desk desk) {
        if (desk.isListed) {
            free.remove(desk);
            desk.isListed = false;
        }
    }

    void list(Desk desk) {
        if (!desk.isListed && desk.takesOffers()) {
            free.add(desk);
            desk.isListed = true;
        }
    }

    /// The work that goes first to somebody who is free, or null.
    @Nullable
    Waiting workFor(Desk desk, Instant now) {
        Waiting best = null;
        for (var own : desk.mine) {
            if (desk.hasRoomFor(own.item.need().kind())) {
                best = own;
                break;
            }
        }
        for (int i = notEmpty.nextSetBit(0); i >= 0; i = notEmpty.nextSetBit(i + 1)) {
            if (!desk.fits.get(i)) {
                continue;
            }
            var line = lines.get(i);
            var head = line.items.first();
            if (best != null && Waiting.ORDER.compare(best, head) <= 0) {
                continue;
            }
            if (!desk.hasRoomFor(line.demand.kind()) || !line.hours.isOpen(now)) {
                continue;
            }
            var first = line.firstFor(desk.agent.id(), now);
            if (first != null && (best == null || Waiting.ORDER.compare(first, best) < 0)) {
                best = first;
            }
        }
        return best;
    }

    /// Who of the free is offered this work, or null.
    @Nullable
    Desk deskFor(Waiting waiting, Instant now) {
        var line = waiting.line;
        if (line == null || !line.hours.isOpen(now)) {
            return null;
        }
        boolean mostSkilled = line.hours.queue.choice() == Queue.Choice.MOST_SKILLED;
        Desk best = null;
        for (var desk : free) {
            if (desk.fits.get(line.index)
                    && desk.hasRoomFor(line.demand.kind())
                    && waiting.mayGoTo(desk.agent.id(), now)) {
                if (!mostSkilled) {
                    return desk;
                }
                if (best == null || proficiency(desk, line) > proficiency(best, line)) {
                    best = desk;
                }
            }
        }
        return best;
    }

    private static int proficiency(Desk desk, Line line) {
        return line.demand.skills().keySet().stream()
                .mapToInt(skill -> desk.agent.skills().getOrDefault(skill, 0))
                .sum();
    }
}
