package io.throughline.rehearsal.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.rehearsal.Shipped;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PictureTest {
    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void one_rehearsal_is_well_formed_and_says_what_breaks_in_its_description() throws Exception {
        var report = Shipped.usual(Shipped.workflow("collections/arrears.yaml"), 800, 4);
        var picture = parsed(Picture.of(List.of(report)));
        assertThat(picture.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Rehearsal: arrears");
        assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("arrears: " + report.breaks().sentence());
        assertThat(picture.getDocumentElement().getAttribute("role")).isEqualTo("document");
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("Where people leave", "options", "hand-over", "800 customers, seed 4");
    }

    @Test
    void two_are_drawn_beside_each_other_and_every_shipped_workflow_can_be_drawn() throws Exception {
        var one = Shipped.usual(Shipped.workflow("collections/arrears.yaml"), 200, 4);
        var two = parsed(Picture.of(List.of(one, one)));
        assertThat(Double.parseDouble(two.getDocumentElement().getAttribute("width")))
                .isGreaterThan(2 * Picture.WIDTH);
        for (var file : Shipped.all()) {
            var report = Shipped.usual(io.throughline.workflow.DefinitionReader.read(file), 60, 1);
            assertThat(parsed(Picture.of(List.of(report))).getDocumentElement().getTagName())
                    .isEqualTo("svg");
        }
        assertThatThrownBy(() -> Picture.of(List.of(one, one, one))).hasMessageContaining("one or two");
    }

    @Test
    void what_a_workflow_calls_itself_cannot_break_the_picture() throws Exception {
        assertThat(Svg.escaped("a < b & \"c\" > d")).isEqualTo("a &lt; b &amp; &quot;c&quot; &gt; d");
    }
}
