package io.throughline.platform.selfservice;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Writes pages with templates that were compiled with the product.
final class Pages {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());

    ResponseEntity<String> show(HttpStatus status, Page page) {
        var out = new StringOutput();
        templates.render(page.template(), page, out);
        var response = ResponseEntity.status(status).contentType(HTML);
        if (page.frame().refresh() > 0) {
            response.header("Refresh", Integer.toString(page.frame().refresh()));
        }
        return response.body(out.toString());
    }

    /// Every post ends with one of these: Back and reload then repeat nothing.
    static ResponseEntity<String> goTo(String place) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(place))
                .build();
    }
}
