package io.throughline.platform.selfservice;

/// A page ready to be written; one record for each template of `src/main/jte/selfservice`.
sealed interface Page
        permits AskPage, FactsPage, CodePage, OfferPage, StepPage, PayPage, ArrangePage, NoticePage, DonePage {
    Frame frame();

    String template();
}
