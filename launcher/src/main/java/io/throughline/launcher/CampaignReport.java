package io.throughline.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a tortured campaign has to show. Field names are contract.
record CampaignReport(CampaignRun.Result result, int accounts, int perSecond, long seed) {
    /// What a second has to reach to count as one at the carrier's limit.
    private static final double AT_LIMIT = 0.95;
    /// Below so many samples of one process nothing is said about its memory.
    private static final int ENOUGH_SAMPLES = 60;
    private static final double FLAT = 1.25;

    /// Every promise that did not hold, in words; empty when all did.
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        result.verdict().path("findings").properties().forEach(found -> {
            if (found.getValue().asLong() > 0) {
                broken.add("%,d accounts: %s".formatted(found.getValue().asLong(), found.getKey()));
            }
        });
        long judged = Json.number(result.verdict(), "accounts");
        if (judged != accounts || reached() + unreached() + kept() + neither() != accounts) {
            broken.add("%,d accounts, of which %,d were judged".formatted(accounts, judged));
        }
        if (unreached() > (long) TortureCampaignCommand.WINDOW * result.kills()) {
            broken.add("%,d messages of unknown fate, more than were on the wire at %d kills"
                    .formatted(unreached(), result.kills()));
        }
        if (!isFlat()) {
            broken.add("memory grew from %,d to %,d MB".formatted(peak(0), peak(1)));
        }
        return broken;
    }

    private long reached() {
        return Json.number(result.verdict(), "reached");
    }

    private long unreached() {
        return Json.number(result.verdict(), "unreached");
    }

    private long neither() {
        return Json.number(result.verdict().path("findings"), "neither");
    }

    private long kept() {
        return StreamSupport.stream(result.verdict().path("keptByRule").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    /// Of the process that lived longest: the most it had in its first or second half.
    private long peak(int half) {
        List<MemoryWatch.Sample> longest = longest();
        int middle = longest.size() / 2;
        return longest.subList(half == 0 ? 0 : middle, half == 0 ? middle : longest.size()).stream()
                .mapToLong(MemoryWatch.Sample::megabytes)
                .max()
                .orElse(0);
    }

    private List<MemoryWatch.Sample> longest() {
        List<MemoryWatch.Sample> longest = List.of();
        for (var sample : result.memory()) {
            var own = result.memory().stream()
                    .filter(one -> one.process() == sample.process())
                    .toList();
            longest = own.size() > longest.size() ? own : longest;
        }
        return longest;
    }

    private boolean isFlat() {
        return longest().size() < ENOUGH_SAMPLES || peak(1) <= peak(0) * FLAT;
    }

    private long[] seconds() {
        return StreamSupport.stream(result.verdict().path("perSecond").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    private long median() {
        long[] sorted = LongStream.of(seconds()).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private long atLimit() {
        return LongStream.of(seconds())
                .filter(one -> one >= perSecond * AT_LIMIT)
                .count();
    }

    private double perSecondSent() {
        Duration busy = result.sending().minus(result.away());
        return reached() * 1000.0 / Math.max(1, busy.toMillis());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("accounts", accounts)
                .put("perSecond", perSecond)
                .put("seed", seed)
                .put("kills", result.kills())
                .put("importSeconds", seconds(result.importing()))
                .put("sendingSeconds", seconds(result.sending()))
                .put("awaySeconds", seconds(result.away()))
                .put("reached", reached())
                .put("unreached", unreached())
                .put("sentPerSecond", Math.round(perSecondSent() * 10) / 10.0)
                .put("medianSecond", median())
                .put("seconds", seconds().length)
                .put("secondsAtLimit", atLimit())
                .put("memoryFirstHalfMb", peak(0))
                .put("memorySecondHalfMb", peak(1));
        json.set("keptByRule", result.verdict().path("keptByRule"));
        json.set("findings", result.verdict().path("findings"));
        json.set("examples", result.verdict().path("examples"));
        var memory = json.putArray("memoryMb");
        result.memory().forEach(sample -> memory.add(sample.megabytes()));
        var lines = json.putArray("broken");
        broken().forEach(lines::add);
        return json;
    }

    private static double seconds(Duration time) {
        return Math.round(time.toMillis() / 100.0) / 10.0;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%,d accounts, %d kills, seed %d; imported in %.1f s"
                .formatted(accounts, result.kills(), seed, seconds(result.importing())));
        lines.add(
                "%,d messages at the carrier in %.1f s (%.1f s of them without a platform): %.0f a second; the carrier takes %,d submissions, and a long message is several"
                        .formatted(
                                reached(),
                                seconds(result.sending()),
                                seconds(result.away()),
                                perSecondSent(),
                                perSecond));
        lines.add("%,d of %,d seconds with submissions were at its limit, the median second had %,d"
                .formatted(atLimit(), seconds().length, median()));
        result.verdict()
                .path("keptByRule")
                .properties()
                .forEach(rule -> lines.add(
                        "  %,8d not sent: %s".formatted(rule.getValue().asLong(), rule.getKey())));
        if (unreached() > 0) {
            lines.add("  %,8d of unknown fate: claimed to leave when the platform was killed, and not at the carrier"
                    .formatted(unreached()));
        }
        lines.add("memory of the platform: at most %,d MB in the first half, %,d MB in the second"
                .formatted(peak(0), peak(1)));
        if (broken().isEmpty()) {
            lines.add("Every account has one message, in its hours, or the rule that kept it.");
        } else {
            broken().forEach(what -> lines.add("BROKEN  " + what));
            result.verdict().path("examples").forEach(example -> lines.add("  such as " + example.asString("")));
        }
        return lines;
    }
}
