package io.throughline.platform.records;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.records.PortfolioHeader.BadHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes portfolio files.
@RestController
class PortfolioController {
    private final ImportPortfolio imports;

    PortfolioController(ImportPortfolio imports) {
        this.imports = imports;
    }

    @PostMapping("/api/v1/portfolio")
    @PreAuthorize("hasAuthority('api')")
    @Operation(
            summary = "Import customers and accounts",
            description =
                    "A CSV file as the body, streamed. Bad rows are reported, good rows are kept; the same file twice"
                            + " changes nothing. Columns are in docs/portfolio.md.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
    ImportPortfolio.Report load(HttpServletRequest request) throws IOException, SQLException {
        try {
            return imports.run(request.getInputStream())
                    .orElseThrow(() -> new ApiProblem(
                            HttpStatus.CONFLICT,
                            "portfolio.busy",
                            "Another import is running; send it again after it."));
        } catch (BadHeader e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "portfolio.header",
                    String.valueOf(e.getMessage()),
                    Map.of("column", e.column, "known", PortfolioHeader.KNOWN));
        }
    }
}
