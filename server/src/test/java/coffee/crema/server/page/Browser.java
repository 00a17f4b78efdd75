package coffee.crema.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/// One person at the page, in a Chromium of their own with a fresh profile.
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /// @param profile an empty directory
    static Browser open(Path profile) {
        for (Path binary : List.of(CHROMIUM, DRIVER)) {
            assertThat(binary)
                    .withFailMessage(
                            "The page is tested in a real browser, and %s is missing: apt-get install chromium chromium-driver",
                            binary)
                    .isExecutable();
        }
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                "--window-size=1200,800",
                "--user-data-dir=" + profile);
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /// Follows the link of a room.
    Browser visit(URI node, String room) {
        driver.get("about:blank"); // else a link that differs after the # alone loads nothing
        driver.get(node + "/#room=" + room);
        return this;
    }

    /// Takes a seat, and waits until the room is there.
    Browser enterAs(String name) {
        type("name", name);
        return submit();
    }

    Browser submit() {
        see("enter").findElement(By.cssSelector("button[type=submit]")).click();
        see("text");
        return this;
    }

    void type(String id, String text) {
        WebElement field = see(id);
        field.clear();
        field.sendKeys(text);
    }

    Browser say(String text) {
        type("text", text);
        see("say").findElement(By.cssSelector("button[type=submit]")).click();
        return this;
    }

    /// The action of the newest own message with this text. An item may be drawn anew just then: it is looked up again.
    void press(String message, String label) {
        String button =
                "(//li[contains(@class, 'mine')][contains(., '%s')]//button[text()='%s'])[last()]"
                        .formatted(message, label);
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
                .until(page -> {
                    page.findElement(By.xpath(button)).click();
                    return true;
                });
    }

    void rewrite(String text) {
        WebElement field = waitFor(By.cssSelector("form.edit textarea"));
        field.clear();
        field.sendKeys(text);
        driver.findElement(By.cssSelector("form.edit .primary")).click();
    }

    /// What the conversation shows, in its order, each text without name and time.
    List<String> messages() {
        return texts("#messages li > .text");
    }

    List<String> unsent() {
        return texts("#unsent li > .text");
    }

    List<String> people() {
        return texts("#people .who");
    }

    String connection() {
        return text("connection");
    }

    String text(String id) {
        return (String) script("return document.getElementById('" + id + "').innerText");
    }

    String source() {
        return (String) script("return document.documentElement.outerHTML");
    }

    /// Asked in one go, so that an element that is replaced meanwhile does not matter.
    @SuppressWarnings("unchecked")
    private List<String> texts(String selector) {
        return (List<String>)
                script(
                        "return [...document.querySelectorAll('"
                                + selector
                                + "')].map(one => one.textContent)");
    }

    Object script(String script) {
        return driver.executeScript(script);
    }

    WebElement see(String id) {
        return waitFor(By.id(id));
    }

    private WebElement waitFor(By what) {
        return new WebDriverWait(driver, PATIENCE)
                .until(page -> {
                    List<WebElement> found = page.findElements(what);
                    return found.isEmpty() || !found.getFirst().isDisplayed()
                            ? null
                            : found.getFirst();
                });
    }

    void phone() {
        size(390, 844, true);
    }

    void desktop() {
        size(1200, 800, false);
    }

    private void size(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        mobile ? 2 : 1,
                        "mobile",
                        mobile));
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", mobile));
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Errors of the console since they were last asked for.
    Stream<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
