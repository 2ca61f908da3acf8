package io.throughline.platform.outreach;

import java.time.Instant;
import javax.sql.DataSource;

/// What the tests of other rooms need of this one: people who can be written to, on a real database, by the shipped
/// packs.
public final class ReachableWorld {
    private final OutreachWorld world = new OutreachWorld();

    public DataSource database() {
        return world.database;
    }

    public TouchReach reach() {
        return new TouchReach(() -> world.laws.law(), world.situations);
    }

    /// A person in New York who has consented to texts and mail.
    public void person(String id, String phone) {
        world.customer(id, phone);
    }

    /// They write so, and it is heeded.
    public void writes(String phone, String words, Instant at) {
        world.now = at;
        world.receiving.smsReceived(phone, "72620", words, at);
    }
}
