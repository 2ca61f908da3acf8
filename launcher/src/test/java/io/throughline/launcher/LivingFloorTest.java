package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivingFloorTest {
    @Test
    void the_sample_house_is_of_one_piece() throws Exception {
        var home = Home.find();
        var house = LivingFloor.House.read(home);
        var people = house.people()
                .lines()
                .filter(line -> line.matches("[a-z]+: .*"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        assertThat(people).contains(Crowded.ADMINISTRATOR, Crowded.SUPERVISOR, "kim", "max");
        assertThat(people)
                .containsAll(house.simulated())
                .containsAll(house.teams().keySet());
        // whom nobody simulates, somebody may sit down as
        assertThat(house.simulated()).doesNotContain("kim", "max", Crowded.ADMINISTRATOR);
        var queues = Files.readString(home.path().resolve("workflows/queues.yaml"));
        assertThat(house.teams().values().stream().flatMap(List::stream).distinct())
                .allSatisfy(team -> assertThat(queues).containsPattern("served-by: \\[[^]]*\\b" + team + "\\b"));
    }

    @Test
    void a_crowd_of_any_size_has_agents_and_those_who_may_give_away() {
        var house = Crowded.of(30);
        assertThat(house.everybody()).hasSize(30).contains("agent1", "lead15", "lead30");
        assertThat(house.list()).contains("lead15: { name: Lead 15, role: supervisor, rights: { settlement:");
        assertThat(house.teams().keySet()).containsExactlyInAnyOrderElementsOf(house.everybody());
    }
}
