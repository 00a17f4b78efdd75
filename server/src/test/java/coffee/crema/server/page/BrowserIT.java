package coffee.crema.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.crema.server.cluster.NodeProcess;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two people with a browser each, at the page of a real node. Each test has a room of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {
    private static final String SECRET = "a secret of this test alone, long enough for HS256";
    private static final String HTML = "<img src=x onerror=\"document.title='broken'\"><b>bold</b>";

    /// What Chromium itself says of a node that is away; nothing in the page can keep it from saying so.
    private static final List<String> OF_AN_ABSENT_NODE =
            List.of("WebSocket connection to", "net::ERR_CONNECTION");

    @TempDir static Path dir;
    private NodeProcess node;
    private Browser ann;
    private Browser bob;

    @BeforeAll
    void open() {
        ann = Browser.open(dir.resolve("ann"));
        bob = Browser.open(dir.resolve("bob"));
        node = NodeProcess.node(dir.resolve("node")).start();
    }

    @AfterAll
    void close() {
        for (AutoCloseable one : new AutoCloseable[] {ann, bob, node}) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception e) {
                System.err.println("not closed: " + e);
            }
        }
    }

    @Test
    void two_people_meet_by_a_link_and_talk() {
        ann.visit(node.http(), "meet").enterAs("Ann");
        bob.visit(node.http(), "meet").enterAs("Bob <i>B.</i>");
        eventually(() -> assertThat(ann.people()).containsExactly("Ann (you)", "Bob <i>B.</i>"));
        eventually(() -> assertThat(bob.people()).containsExactly("Ann", "Bob <i>B.</i> (you)"));

        bob.type("text", "Lem");
        eventually(() -> assertThat(ann.text("typing")).isEqualTo("Bob <i>B.</i> is writing…"));
        bob.say("Lemon, and something floral.");
        ann.say("Jasmin?").say("Gone in a moment");
        bothShow("Lemon, and something floral.", "Jasmin?", "Gone in a moment");
        eventually(() -> assertThat(ann.text("typing")).isEmpty());

        ann.press("Jasmin?", "Edit");
        ann.rewrite("Jasmine, surely.");
        ann.press("Gone in a moment", "Delete");
        ann.press("Gone in a moment", "Delete for all?");
        bothShow("Lemon, and something floral.", "Jasmine, surely.", "Message deleted");
        assertThat(ann.source()).doesNotContain("Gone in a moment");
        assertThat(bob.source()).doesNotContain("Gone in a moment");

        assertThat(ann.errors()).isEmpty();
        assertThat(bob.errors()).isEmpty();
    }

    @Test
    void who_goes_elsewhere_is_gone_and_so_is_who_closes_the_browser() {
        ann.visit(node.http(), "gone").enterAs("Ann");
        try (Browser carla = Browser.open(dir.resolve("carla"))) {
            carla.visit(node.http(), "gone").enterAs("Carla");
            bob.visit(node.http(), "gone").enterAs("Bob");
            eventually(() -> assertThat(ann.people()).containsExactly("Ann (you)", "Bob", "Carla"));
            bob.visit(node.http(), "elsewhere");
            eventually(() -> assertThat(ann.people()).containsExactly("Ann (you)", "Carla"));
        }
        eventually(() -> assertThat(ann.people()).containsExactly("Ann (you)"));
    }

    @Test
    void what_people_write_is_never_markup() {
        ann.visit(node.http(), "markup").enterAs("Ann");
        bob.visit(node.http(), "markup").enterAs("<b>Bob</b>");
        bob.say(HTML);
        bothShow(HTML);
        for (Browser one : List.of(ann, bob)) {
            assertThat(
                            one.script(
                                    "return document.querySelectorAll('#table :is(li img, b)').length"))
                    .isEqualTo(0L);
            assertThat(one.script("return document.title")).isEqualTo("markup · Crema");
            assertThat(one.errors()).isEmpty();
        }
    }

    @Test
    void a_node_is_killed_and_comes_back_and_nothing_is_missing_or_there_twice() {
        ann.visit(node.http(), "kill").enterAs("Ann");
        bob.visit(node.http(), "kill").enterAs("Bob");
        ann.say("one");
        bob.say("two");
        bothShow("one", "two");

        int port = node.port();
        ann.say("as it dies"); // stored or not, answered or not: nobody can say
        node.kill9();
        eventually(() -> assertThat(ann.connection()).doesNotContain("Connected"));
        ann.say("three, while it was away").say("four, too");
        eventually(
                () -> assertThat(ann.unsent()).endsWith("three, while it was away", "four, too"));
        ann.screenshot("away-desktop-light");
        node = NodeProcess.node(dir.resolve("node")).port(port).start();

        eventually(() -> assertThat(ann.connection()).isEqualTo("Connected"));
        eventually(() -> assertThat(bob.connection()).isEqualTo("Connected"));
        bothShow("one", "two", "as it dies", "three, while it was away", "four, too");
        assertThat(ann.unsent()).isEmpty();
        bob.say("five");
        bothShow("one", "two", "as it dies", "three, while it was away", "four, too", "five");
        eventually(() -> assertThat(ann.people()).containsExactly("Ann (you)", "Bob"));
        assertOnlyTheNodeWasAway(ann);
        assertOnlyTheNodeWasAway(bob);
    }

    @Test
    void it_fits_a_thumb_and_a_desk_by_day_and_by_night() {
        ann.visit(node.http(), "washed-ethiopia");
        shoot("entrance");
        ann.enterAs("Ann");
        bob.visit(node.http(), "washed-ethiopia").enterAs("Björn");
        ann.say("Good morning! Cup 1 is the washed one from Guji.");
        bob.say("Lemon, and something floral. Bergamot?");
        eventually(() -> assertThat(ann.messages()).hasSize(2));
        bob.say(
                "It gets rounder as it cools: the acidity is still there, but there is honey behind it, and a very clean finish.");
        eventually(() -> assertThat(ann.messages()).hasSize(3));
        ann.say("Jasmine, surely. 8.5 for the aroma.");
        bob.type("text", "And");
        eventually(() -> assertThat(ann.text("typing")).isNotEmpty());
        shoot("room");
        ann.phone();
        assertThat(
                        ann.script(
                                """
                                return [...document.querySelectorAll('button, input, textarea')]
                                  .map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
                                  .filter(([, { width, height }]) => width > 0 && (height < 44 || width < 44))
                                  .map(([name]) => name)\
                                """))
                .as("too small for a thumb")
                .isEqualTo(List.of());
        assertThat(ann.script("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        ann.desktop();
    }

    @Test
    void a_node_in_production_takes_a_pasted_token_and_says_where_it_comes_from() throws Exception {
        try (var production =
                NodeProcess.node(dir.resolve("production"))
                        .set("crema.mode", "production")
                        .set("crema.auth.hs256-secret", SECRET)
                        .start()) {
            ann.visit(production.http(), "token");
            assertThat(ann.see("token-hint").getText()).contains("in production", "issuer");
            ann.screenshot("entrance-production");
            ann.type("token", "no.token.atall");
            ann.see("enter").submit();
            eventually(() -> assertThat(ann.text("entrance-error")).isNotEmpty());
            ann.type("token", token("carla", "Carla"));
            ann.submit();
            eventually(() -> assertThat(ann.people()).containsExactly("Carla (you)"));
            assertThat(ann.errors()).isEmpty();
        }
    }

    private static String token(String user, String name) throws JOSEException {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject(user)
                        .claim("name", name)
                        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(10))))
                        .build();
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        jwt.sign(new MACSigner(SECRET));
        return jwt.serialize();
    }

    private static void shootOne(Browser browser, String name) {
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            browser.screenshot(name + "-" + scheme);
        }
        browser.scheme("light");
    }

    private void shoot(String what) {
        ann.desktop();
        shootOne(ann, what + "-desktop");
        ann.phone();
        shootOne(ann, what + "-phone");
        ann.desktop();
    }

    private void bothShow(String... texts) {
        eventually(() -> assertThat(ann.messages()).containsExactly(texts));
        eventually(() -> assertThat(bob.messages()).containsExactly(texts));
    }

    private static void assertOnlyTheNodeWasAway(Browser browser) {
        assertThat(browser.errors())
                .allSatisfy(error -> assertThat(OF_AN_ABSENT_NODE).anyMatch(error::contains));
    }

    private static void eventually(Runnable assertion) {
        patiently().untilAsserted(assertion::run);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
