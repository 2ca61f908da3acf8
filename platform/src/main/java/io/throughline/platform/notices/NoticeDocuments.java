package io.throughline.platform.notices;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes notices as accessible HTML and as tagged PDF (PDF/UA-1), both from one template.
@Component
final class NoticeDocuments {
    private static final String FONT = "DejaVu Sans Condensed";
    private final String style = new String(bytes("/notices/notice.css"), StandardCharsets.UTF_8);
    private final byte[] regular = bytes("/notices/DejaVuSansCondensed.ttf");
    private final byte[] bold = bytes("/notices/DejaVuSansCondensed-Bold.ttf");
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, NoticeDocuments.class.getClassLoader(), NoticeDocuments.class.getPackageName());

    NoticeDocuments() {
        XRLog.setLoggingEnabled(false);
    }

    String style() {
        return style;
    }

    /// @param stylesheet where a page finds the style; null: a document that stands alone
    String html(ValidationNotice notice, @Nullable String stylesheet) {
        var out = new StringOutput();
        templates.render("validation.jte", new NoticePage(notice, style, stylesheet), out);
        return out.toString();
    }

    /// The PDF of a document that stands alone. Fonts are in it; its tags, language and title come from the HTML.
    byte[] pdf(String html) {
        var out = new ByteArrayOutputStream();
        var builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.usePdfVersion(1.7f);
        builder.useFont(() -> open(regular), FONT, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> open(bold), FONT, 700, FontStyle.NORMAL, true);
        builder.withProducer("Throughline");
        builder.withHtmlContent(html, null);
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException("a notice could not be written as PDF", e);
        }
        return out.toByteArray();
    }

    private static InputStream open(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] bytes(String name) {
        try (var in = NoticeDocuments.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
