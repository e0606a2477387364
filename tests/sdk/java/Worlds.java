import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.slack.api.meta.SlackApiClientLibraryVersion;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs Slack's own SDK for Java against emulators, whose addresses come as JSON on standard input. Prints one line of
 * JSON for each emulator: its name, and what went wrong there. With `--version` it prints the version of the SDK.
 */
final class Worlds {

    /** One emulator: its name, the token of its owner, and the address of SCIM. */
    private record World(String name, String token, String url) {}

    private record Result(String name, List<String> problems) {}

    /** Some worlds show a change seconds late, so several wait at the same time. */
    private static final int AT_ONCE = 8;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            System.out.println(SlackApiClientLibraryVersion.get());
            return;
        }
        Gson gson = new Gson();
        List<World> worlds =
                gson.fromJson(
                        new InputStreamReader(System.in, StandardCharsets.UTF_8),
                        new TypeToken<List<World>>() {}.getType());
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Result>> results = new ArrayList<>();
        for (World world : worlds) results.add(threads.submit(() -> run(world)));
        for (Future<Result> result : results) System.out.println(gson.toJson(result.get()));
        // The SDK's own threads would keep the program alive.
        System.exit(0);
    }

    private static Result run(World world) {
        Connection connection = Connection.to(world.url(), world.token());
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.putAll(new Scim1(connection).parts());
        parts.putAll(new Scim2(connection).parts());
        List<String> problems = new ArrayList<>();
        parts.forEach(
                (name, part) -> {
                    try {
                        part.run();
                    } catch (Exception | AssertionError problem) {
                        problems.add(name + ": " + problem);
                    }
                });
        return new Result(world.name(), problems);
    }
}
