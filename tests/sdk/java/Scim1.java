import com.slack.api.scim.SCIMApiException;
import com.slack.api.scim.SCIMClient;
import com.slack.api.scim.model.Group;
import com.slack.api.scim.model.User;
import com.slack.api.scim.request.GroupsPatchRequest;
import com.slack.api.scim.response.GroupsCreateResponse;
import com.slack.api.scim.response.UsersCreateResponse;
import com.slack.api.scim.response.UsersReadResponse;
import com.slack.api.scim.response.UsersSearchResponse;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the SDK's own tests do with a real organization on SCIM 1.1, and a full account beside. */
final class Scim1 {
    private final SCIMClient scim;
    private final SCIMClient stranger;
    private int people = 0;

    Scim1(Connection connection) {
        scim = connection.scim();
        stranger = connection.scim("dummy");
    }

    Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("1.1 configuration", this::configuration);
        parts.put("1.1 member", () -> account(newUser()));
        parts.put("1.1 guest", () -> account(newGuest()));
        parts.put("1.1 full account", this::fullAccount);
        parts.put("1.1 pages", this::pages);
        parts.put("1.1 groups", this::groups);
        parts.put("1.1 memberships", this::memberships);
        parts.put("1.1 refusals", this::refusals);
        return parts;
    }

    private void configuration() throws Exception {
        Expect.some("configuration", scim.getServiceProviderConfigs(r -> r).getAuthenticationSchemes());
        Expect.some("with a bad token", stranger.getServiceProviderConfigs(r -> r).getAuthenticationSchemes());
    }

    /** Creates, finds, renames, replaces and deactivates an account. */
    private void account(User sent) throws Exception {
        String id = scim.createUser(r -> r.user(sent)).getId();
        String name = sent.getUserName();
        boolean guest = sent.getSlackGuest() != null;
        Expect.equal("name", name, read(id).getUserName());
        UsersSearchResponse found = scim.searchUsers(r -> r.count(1).filter("userName eq \"" + name + "\""));
        Expect.equal("found on a page of", 1, found.getItemsPerPage());
        Expect.equal("found", List.of(id), found.getResources().stream().map(User::getId).toList());
        if (guest) Expect.some("guest in a search", found.getResources().get(0).getSlackGuest());

        User renamed = new User();
        renamed.setUserName(name + "_ed");
        scim.patchUser(r -> r.id(id).user(renamed));
        UsersReadResponse user = read(id);
        Expect.equal("patched name", name + "_ed", user.getUserName());

        user.setUserName(name + "_rv");
        user.setNickName(name + "_rv");
        scim.updateUser(r -> r.id(id).user(user));
        UsersReadResponse replaced = read(id);
        Expect.equal("replaced name", name + "_rv", replaced.getUserName());
        Expect.equal("still active", true, replaced.getActive());
        if (guest) {
            Expect.equal("guest", User.SlackGuest.Types.MULTI, replaced.getSlackGuest().getType());
            Expect.some("expiration", replaced.getSlackGuest().getExpiration());
        }
        deactivate(id);
    }

    /** Replaces an account that has every attribute by what was read of it, without its nulls. */
    private void fullAccount() throws Exception {
        String jo = find("jo");
        UsersReadResponse user = read(jo);
        user.setTitle("Director");
        user.getExtension().getManager().setManagerId(null);
        scim.updateUser(r -> r.id(jo).user(user));
        UsersReadResponse after = read(jo);
        // Phones cross over between a read and a write, and a picture gets another address.
        user.setPhoneNumbers(after.getPhoneNumbers());
        user.setPhotos(after.getPhotos());
        Expect.equal("full account", user, after);
    }

    private void pages() throws Exception {
        String first = scim.searchUsers(r -> r.count(1000)).getResources().get(0).getId();
        Expect.equal("first account", first, read(first).getId());
        UsersSearchResponse second = scim.searchUsers(r -> r.count(1).startIndex(2));
        Expect.equal("size of a page", 1, second.getItemsPerPage());
        Expect.equal("accounts of a page", 1, second.getResources().size());
        Expect.equal("start of a page", 2, second.getStartIndex());
    }

    /** Creates, changes, replaces and deletes a group. */
    private void groups() throws Exception {
        GroupsCreateResponse group = createGroup(find("boss"));
        Expect.equal("groups of a page", 1, scim.searchGroups(r -> r.count(1)).getResources().size());

        GroupsPatchRequest.MemberOperation removed = new GroupsPatchRequest.MemberOperation();
        removed.setValue(find("jo"));
        removed.setOperation("delete");
        GroupsPatchRequest.GroupOperation operation = new GroupsPatchRequest.GroupOperation();
        operation.setMembers(List.of(removed));
        scim.patchGroup(r -> r.id(group.getId()).group(operation));

        group.setDisplayName(group.getDisplayName() + " again");
        scim.updateGroup(r -> r.id(group.getId()).group(group));
        Expect.soon("replaced group", () -> {
            Group read = scim.readGroup(r -> r.id(group.getId()));
            return read.getDisplayName().endsWith(" again") && read.getMembers().size() == 1;
        });
        Expect.equal("answer to a delete", null, scim.deleteGroup(r -> r.id(group.getId())));
    }

    private void memberships() throws Exception {
        User sent = newUser();
        String id = scim.createUser(r -> r.user(sent)).getId();
        GroupsCreateResponse group = createGroup(id);
        String filter = "userName eq \"" + sent.getUserName() + "\"";
        UsersSearchResponse found = scim.searchUsers(r -> r.count(1).filter(filter));
        Expect.equal("groups of a member", 1, found.getResources().get(0).getGroups().size());
        scim.deleteGroup(r -> r.id(group.getId()));
        deactivate(id);
    }

    private void refusals() throws Exception {
        unauthorized(() -> stranger.searchUsers(r -> r.count(1000)));
        unauthorized(() -> stranger.readUser(r -> r.id("U12345678")));
        unauthorized(() -> stranger.searchGroups(r -> r.count(1000)));
        SCIMApiException missing = refusal(() -> scim.readUser(r -> r.id("U0NOBODY")));
        Expect.equal("code of none", 404, missing.getError().getErrors().getCode());
    }

    private static void unauthorized(Part request) throws Exception {
        SCIMApiException refusal = refusal(request);
        Expect.equal("message", "status: 401, description: invalid_authentication", refusal.getMessage());
        Expect.equal("code", 401, refusal.getError().getErrors().getCode());
    }

    private static SCIMApiException refusal(Part request) throws Exception {
        try {
            request.run();
        } catch (SCIMApiException refusal) {
            return refusal;
        }
        throw new AssertionError("no refusal");
    }

    /** Deletes three times, as the SDK's tests do. */
    private void deactivate(String id) throws Exception {
        Expect.equal("answer to a delete", null, scim.deleteUser(r -> r.id(id)));
        Expect.equal("answer to a second delete", null, scim.deleteUser(r -> r.id(id)));
        Expect.soon("inactive", () -> !read(id).getActive());
        Expect.equal("answer to a third delete", null, scim.deleteUser(r -> r.id(id)));
    }

    private GroupsCreateResponse createGroup(String member) throws Exception {
        Group.Member only = new Group.Member();
        only.setValue(member);
        Group group = new Group();
        group.setDisplayName("Test Group" + System.nanoTime());
        group.setMembers(List.of(only));
        GroupsCreateResponse created = scim.createGroup(r -> r.group(group));
        Expect.equal("members of a new group", 1, created.getMembers().size());
        return created;
    }

    private UsersReadResponse read(String id) throws Exception {
        return scim.readUser(r -> r.id(id));
    }

    private String find(String userName) throws Exception {
        return scim.searchUsers(r -> r.count(1000)).getResources().stream()
                .filter(user -> userName.equals(user.getUserName()))
                .findFirst()
                .orElseThrow()
                .getId();
    }

    private User newGuest() {
        User user = newUser();
        user.setSlackGuest(
                User.SlackGuest.builder()
                        .type(User.SlackGuest.Types.MULTI)
                        .expiration(OffsetDateTime.now().plusDays(14).withNano(0).toString())
                        .build());
        return user;
    }

    private User newUser() {
        String name = "one" + ++people + "-" + System.nanoTime() % 1_000_000;
        User user = new User();
        user.setUserName(name);
        user.setName(new User.Name("Kim", "Berg", null));
        user.setEmails(List.of(User.Email.builder().value(name + "@example.com").build()));
        return user;
    }
}
