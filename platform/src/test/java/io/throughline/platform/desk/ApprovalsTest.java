package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The list of what waits for a decision asks the database as often for many as for few.
@SpringBootTest(
        classes = {DeskHouse.class, ApprovalsTest.Counting.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApprovalsTest extends AtTheDesk {
    /// Statements of requests; what the floor does by itself is not among them.
    private static final AtomicInteger STATEMENTS = new AtomicInteger();

    static class Counting {
        @Bean
        static BeanPostProcessor counting() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source && name.equals("dataSource") ? counted(source) : bean;
                }
            };
        }
    }

    @Test
    void many_approvals_take_no_more_queries_than_one() throws Exception {
        toApproval();
        int one = statements(1);
        toApproval();
        toApproval();
        assertThat(statements(3)).isEqualTo(one).isPositive();
    }

    private int statements(int approvals) {
        await(() -> {
            try {
                return sue.ok(sue.get("desk/approvals")).size() == approvals ? true : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        int before = STATEMENTS.get();
        assertThat(waiting(sue).path("carried").toString()).contains("$300.00");
        return STATEMENTS.get() - before;
    }

    private void toApproval() throws Exception {
        failedVerification();
        var item = take(ann);
        ann.ok(ann.post("desk/items/" + item + "/identity", facts("1984-03-09")));
        var words = act(ann, item, "resume", "step", "words", "reason", "proven by known facts")
                .path("window")
                .path("guide")
                .path("step");
        acknowledge(ann, item, words);
        ann.ok(ann.post(
                "desk/items/" + item + "/acts",
                Map.of("act", "answer", "step", "offer", "values", Map.of("amount", "300.00"))));
        act(ann, item, "choose", "step", "options", "choice", "settle");
        ann.ok(ann.post("desk/items/" + item + "/transfer", Map.of("queue", "collections", "note", "waits for sue")));
        ann.ok(ann.put("desk/me/presence", Map.of("state", "offline")));
    }

    private static DataSource counted(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws java.sql.SQLException {
                return counted(super.getConnection());
            }
        };
    }

    private static Connection counted(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                ApprovalsTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().startsWith("prepare")
                            && Thread.currentThread().getName().startsWith("tomcat")) {
                        STATEMENTS.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
