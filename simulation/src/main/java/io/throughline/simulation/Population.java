package io.throughline.simulation;

import io.throughline.platform.records.Portfolio;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The people of a town and their accounts.
final class Population implements Portfolio {
    private static final List<Place> PLACES = List.of(
            new Place("212", "10001", "America/New_York"),
            new Place("617", "02108", "America/New_York"),
            new Place("312", "60601", "America/Chicago"),
            new Place("303", "80202", "America/Denver"),
            new Place("602", "85004", "America/Phoenix"),
            new Place("213", "90012", "America/Los_Angeles"),
            new Place("808", "96813", "Pacific/Honolulu"));
    private static final int PEOPLE = 50;

    private final List<Person> people = new ArrayList<>();
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Faults chance;

    private record Place(String areaCode, String postalCode, String zone) {}

    Population(Faults chance) {
        this.chance = chance;
        for (int i = 0; i < PEOPLE; i++) {
            people.add(person(i));
        }
    }

    private Person person(int number) {
        var home = PLACES.get(chance.below(PLACES.size()));
        var phone = chance.oneIn(6) ? PLACES.get(chance.below(PLACES.size())) : home; // kept when they moved
        var own = "+1" + phone.areaCode() + "555" + "%04d".formatted(100 + number);
        var partner = number > 0 && chance.oneIn(15)
                ? people.get(number - 1).customer().phone()
                : null;
        var line = chance.oneIn(40) ? null : partner == null ? own : partner;
        var customer = new Customer(
                "C-" + number,
                "Ada",
                "Moss",
                LocalDate.of(1980, 1, 1).plusDays(number),
                line,
                chance.oneIn(20) ? null : "someone" + number + "@mail.example",
                home.postalCode(),
                chance.oneIn(5) ? "es" : "en",
                !chance.oneIn(15),
                !chance.oneIn(15));
        var zones = new LinkedHashSet<ZoneId>();
        PLACES.stream()
                .filter(place -> place == home || line != null && line.startsWith("+1" + place.areaCode()))
                .forEach(place -> zones.add(ZoneId.of(place.zone())));
        return new Person(customer, zones);
    }

    /// A new account of somebody.
    Account open(int number) {
        var owner = people.get(chance.below(people.size()));
        var account = new Account(
                "A-" + number, owner.id(), "Northwind", null, "USD", 10_000, LocalDate.of(2027, 1, 1), 0, "card");
        accounts.put(account.id(), account);
        return account;
    }

    List<Person> all() {
        return people;
    }

    /// Those who read what is sent to an address.
    List<Person> at(String address) {
        return people.stream()
                .filter(one -> address.equals(one.customer().phone())
                        || address.equals(one.customer().email()))
                .toList();
    }

    Optional<Person> person(String id) {
        return people.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        return person(customerId).map(Person::customer);
    }

    @Override
    public Optional<Customer> customerByPhone(String e164) {
        return people.stream()
                .map(Person::customer)
                .filter(customer -> e164.equals(customer.phone()))
                .findFirst();
    }

    @Override
    public Optional<Account> account(String accountId) {
        return Optional.ofNullable(accounts.get(accountId));
    }

    @Override
    public Stream<Account> accountsWhere(String condition) {
        throw new UnsupportedOperationException("nobody asks for it here");
    }
}
