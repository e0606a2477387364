import com.slack.api.SlackConfig;
import com.slack.api.methods.impl.MethodsClientImpl;
import com.slack.api.methods.impl.TeamIdCache;
import com.slack.api.scim.SCIMClient;
import com.slack.api.scim.impl.SCIMClientImpl;
import com.slack.api.scim2.SCIM2Client;
import com.slack.api.scim2.impl.SCIM2ClientImpl;
import com.slack.api.util.http.SlackHttpClient;
import java.net.URI;

/** The clients of the SDK, made as its class `Slack` makes them, before one emulator. */
final class Connection {
    private final SlackConfig config = new SlackConfig();
    private final SlackHttpClient http;
    private final TeamIdCache teams;
    private final String url;
    private final String token;

    private Connection(String url, String token) {
        this.url = url;
        this.token = token;
        // As in the SDK's own tests: an answer with an attribute that the SDK does not know is an exception.
        config.setLibraryMaintainerMode(true);
        http = SlackHttpClient.buildSlackHttpClient(config);
        teams = new TeamIdCache(methods());
    }

    static Connection to(String url, String token) {
        return new Connection(url, token);
    }

    SCIMClient scim() {
        return scim(token);
    }

    SCIMClient scim(String someToken) {
        SCIMClient client = new SCIMClientImpl(config, http, teams, someToken);
        client.setEndpointUrlPrefix(url + "v1/");
        return client;
    }

    SCIM2Client scim2() {
        return scim2(token);
    }

    SCIM2Client scim2(String someToken) {
        SCIM2Client client = new SCIM2ClientImpl(config, http, teams, someToken);
        client.setEndpointUrlPrefix(url + "v2/");
        return client;
    }

    /** The SDK asks `auth.test` whose statistics a call belongs to. */
    private MethodsClientImpl methods() {
        MethodsClientImpl client = new MethodsClientImpl(http, token);
        client.setEndpointUrlPrefix(URI.create(url).resolve("/api/").toString());
        return client;
    }
}
