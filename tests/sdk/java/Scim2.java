import com.slack.api.scim2.SCIM2ApiErrorResponse;
import com.slack.api.scim2.SCIM2ApiException;
import com.slack.api.scim2.SCIM2Client;
import com.slack.api.scim2.model.Group;
import com.slack.api.scim2.model.Schemas;
import com.slack.api.scim2.model.User;
import com.slack.api.scim2.model.PatchOperation;
import com.slack.api.scim2.request.GroupsPatchOperation;
import com.slack.api.scim2.request.UsersPatchOperation;
import com.slack.api.scim2.response.GroupsCreateResponse;
import com.slack.api.scim2.response.UsersCreateResponse;
import com.slack.api.scim2.response.UsersReadResponse;
import com.slack.api.scim2.response.UsersSearchResponse;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the SDK's own tests do with a real organization on SCIM 2.0, a full account, and each kind of operation. */
final class Scim2 {
    private final SCIM2Client scim;
    private final SCIM2Client stranger;
    private int people = 0;

    Scim2(Connection connection) {
        scim = connection.scim2();
        stranger = connection.scim2("dummy");
    }

    Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("2.0 configuration", this::configuration);
        parts.put("2.0 member", () -> account(newUser()));
        parts.put("2.0 guest", () -> account(newGuest()));
        parts.put("2.0 full account", this::fullAccount);
        parts.put("2.0 operations", this::operations);
        parts.put("2.0 pages", this::pages);
        parts.put("2.0 groups", this::groups);
        parts.put("2.0 memberships", this::memberships);
        parts.put("2.0 refusals", this::refusals);
        return parts;
    }

    private void configuration() throws Exception {
        Expect.some("configuration", scim.getServiceProviderConfigs(r -> r).getAuthenticationSchemes());
        Expect.some("resource types", scim.getResourceTypes(r -> r).getResources());
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

        patch(id, replace("userName").stringValue(name + "_ed"));
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

    /** Sends one operation of each kind of value that the SDK knows, in the forms of Slack's reference. */
    private void operations() throws Exception {
        User sent = newUser();
        String id = scim.createUser(r -> r.user(sent)).getId();
        String second = sent.getUserName() + "@second.example.com";
        String boss = find("boss");
        patch(id, replace("title").stringValue("Cook"));
        patch(id, add("name").nameValue(new User.Name("Kimberley", "Hill", "Dr")));
        patch(id, add("emails").emailValues(List.of(new User.Email(second, null, false))));
        patch(id, add("phoneNumbers").phoneNumberValue(new User.PhoneNumber("+1 555", null, true)));
        patch(id, add("photos").photoValues(List.of(new User.Photo("https://a.test/2.png", "photo"))));
        User.Address address = new User.Address("1 St", "Oslo", "O", "1", "NO", true);
        patch(id, add("addresses").addressValues(List.of(address)));
        patch(id, add("roles").roleValues(List.of(new User.Role("chief", null, true))));
        User.Extension.Manager manager = new User.Extension.Manager();
        manager.setManagerId(boss);
        User.Extension extension = User.Extension.builder().department("Kitchen").manager(manager).build();
        patch(id, add(Schemas.SCHEMA_EXTENSION_ENTERPRISE_USER).extensionValue(extension));
        UsersReadResponse user = read(id);
        Expect.equal("title", "Cook", user.getTitle());
        Expect.equal("name", new User.Name("Kimberley", "Hill", "Dr"), user.getName());
        Expect.equal("emails", 2, user.getEmails().size());
        List<String> phones = user.getPhoneNumbers().stream().map(User.PhoneNumber::getValue).toList();
        Expect.equal("phone", true, phones.contains("+1 555"));
        Expect.equal("city", "Oslo", user.getAddresses().get(0).getLocality());
        Expect.equal("role", "chief", user.getRoles().get(0).getValue());
        Expect.equal("department", "Kitchen", user.getExtension().getDepartment());
        Expect.equal("manager", boss, user.getExtension().getManager().getManagerId());

        patch(id, remove("emails[value eq \"" + second + "\"]"), remove("roles"), remove("addresses"));
        List<String> left = read(id).getEmails().stream().map(User.Email::getValue).toList();
        Expect.equal("a removed email is left", false, left.contains(second));
        deactivate(id);
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

        GroupsPatchOperation.Member jo = GroupsPatchOperation.Member.builder().value(find("jo")).build();
        GroupsPatchOperation removal =
                GroupsPatchOperation.builder()
                        .op(PatchOperation.Remove)
                        .path("members")
                        .memberValues(List.of(jo))
                        .build();
        scim.patchGroup(r -> r.id(group.getId()).operations(List.of(removal)));

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
        SCIM2ApiErrorResponse missing = refusal(() -> scim.readUser(r -> r.id("U0NOBODY"))).getError();
        Expect.equal("status of none", 404, missing.getStatus());
        Expect.some("detail of none", missing.getDetail());
    }

    /** A bad token is refused in the form of 1.1. */
    private static void unauthorized(Part request) throws Exception {
        SCIM2ApiException refusal = refusal(request);
        Expect.equal("message", "status: 401, description: invalid_authentication", refusal.getMessage());
        Expect.equal("code", 401, refusal.getError().getErrors().getCode());
    }

    private static SCIM2ApiException refusal(Part request) throws Exception {
        try {
            request.run();
        } catch (SCIM2ApiException refusal) {
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

    private void patch(String id, UsersPatchOperation.UsersPatchOperationBuilder... operations) throws Exception {
        scim.patchUser(r -> r.id(id).operations(Arrays.stream(operations).map(one -> one.build()).toList()));
    }

    private static UsersPatchOperation.UsersPatchOperationBuilder add(String path) {
        return UsersPatchOperation.builder().op(PatchOperation.Add).path(path);
    }

    private static UsersPatchOperation.UsersPatchOperationBuilder replace(String path) {
        return UsersPatchOperation.builder().op(PatchOperation.Replace).path(path);
    }

    private static UsersPatchOperation.UsersPatchOperationBuilder remove(String path) {
        return UsersPatchOperation.builder().op(PatchOperation.Remove).path(path);
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
        String name = "two" + ++people + "-" + System.nanoTime() % 1_000_000;
        User user = new User();
        user.setUserName(name);
        user.setName(new User.Name("Kim", "Berg", null));
        user.setEmails(List.of(User.Email.builder().value(name + "@example.com").build()));
        return user;
    }
}
