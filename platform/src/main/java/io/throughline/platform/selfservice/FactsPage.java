package io.throughline.platform.selfservice;

/// Asks for known facts.
record FactsPage(Frame frame, String dateOfBirth, String postalCode, int triesLeft, boolean orCode) implements Page {
    @Override
    public String template() {
        return "facts.jte";
    }
}
