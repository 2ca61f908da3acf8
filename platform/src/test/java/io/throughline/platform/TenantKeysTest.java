package io.throughline.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// Tenants can be spread over several databases because every key names its tenant: rows of two tenants never meet in a
/// key, and a tenant's rows can be copied as they are.
class TenantKeysTest {
    /// Keys that name the tenant, though not first: a case is looked up by what is selective, and its migration says
    /// why.
    private static final Set<String> TENANT_NOT_FIRST = Set.of(
            "cases.case_row_pkey (id, tenant)",
            "cases.case_reference (reference, tenant)",
            "cases.archived_month_pkey (month)");

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source(TestDatabase.freshUrl(), "postgres"));

    @Test
    void every_key_begins_with_its_tenant() {
        var keys = jdbc.queryForList("""
                select n.nspname || '.' || i.relname || ' (' || string_agg(a.attname, ', ' order by k.place) || ')'
                  from pg_index x
                  join pg_class i on i.oid = x.indexrelid
                  join pg_namespace n on n.oid = i.relnamespace
                  cross join lateral unnest(x.indkey) with ordinality k(number, place)
                  left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
                 where x.indisunique and i.relispartition = false and i.relname not like 'flyway%'
                   and n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema')
                 group by n.nspname, i.relname
                """, String.class);
        assertThat(keys).hasSizeGreaterThan(20);
        var others = new TreeSet<>(
                keys.stream().filter(key -> !key.contains("(tenant")).toList());
        assertThat(others).isEqualTo(new TreeSet<>(TENANT_NOT_FIRST));
    }

    @Test
    void every_table_has_a_key_and_a_tenant() {
        List<String> without = jdbc.queryForList("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'p') and c.relname not like 'flyway%'
                   and n.nspname not in ('pg_catalog', 'information_schema')
                   and (not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant' and a.attnotnull)
                        or not exists (select from pg_index x where x.indrelid = c.oid and x.indisunique))
                """, String.class);
        // months of all tenants are taken out together
        assertThat(without).containsExactly("cases.archived_month");
    }
}
