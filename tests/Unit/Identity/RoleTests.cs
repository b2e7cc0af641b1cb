using System.Net;
using System.Text.RegularExpressions;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Identity;

/// <summary>Roles of a company's own, invitations, and who may see money.</summary>
[Storage]
public sealed class RoleTests
{
    [Fact]
    public async Task Who_was_invited_with_an_own_role_chooses_a_password_and_may_what_the_role_says()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await AdministratorAsync(host);
        var role = await AddRoleAsync(admin, "Packer", "orders.view");

        var link = await InviteAsync(admin, "wanda", $"Own-{role}");
        using var wanda = host.Browser();
        var entered = await IdentityHost.PostAsync(wanda, link, link, ("password", "a sentence to remember"));

        entered.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await wanda.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await wanda.GetAsync("/api/release")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await IdentityHost.SignInAsync(host.Browser(), "wanda", "a sentence to remember")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task An_invitation_opens_nothing_when_it_was_used_replaced_or_is_too_old()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await AdministratorAsync(host);
        var first = await InviteAsync(admin, "wanda", "Warehouse");
        var second = LinkIn(await (await IdentityHost.PostAsync(admin, "/users", $"/users/{await IdOfAsync(admin, "wanda")}/invitation")).Content.ReadAsStringAsync());

        (await host.Browser().GetAsync(first)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var wanda = host.Browser();
        (await IdentityHost.PostAsync(wanda, second, second, ("password", IdentityHost.Password))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await host.Browser().GetAsync(second)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Browser().GetAsync(second[..^1] + (second[^1] == 'A' ? 'B' : 'A'))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var late = await InviteAsync(admin, "walter", "Warehouse");
        host.Clock.Now += TimeSpan.FromDays(7);
        (await host.Browser().GetAsync(late)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobody_signs_in_before_taking_up_the_invitation()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await AdministratorAsync(host);
        await InviteAsync(admin, "wanda", "Warehouse");

        foreach (var password in new[] { "", " ", IdentityHost.Password })
            (await IdentityHost.SignInAsync(host.Browser(), "wanda", password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await admin.GetStringAsync("/users")).ShouldContain("Invited");
    }

    [Fact]
    public async Task A_change_of_a_role_reaches_open_sessions_and_a_role_in_use_is_not_deleted()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await AdministratorAsync(host);
        var role = await AddRoleAsync(admin, "Clerk", "orders.view");
        using var wanda = host.Browser();
        var link = await InviteAsync(admin, "wanda", $"Own-{role}");
        await IdentityHost.PostAsync(wanda, link, link, ("password", IdentityHost.Password));

        (await IdentityHost.PostAsync(admin, "/users", $"/users/roles/{role}", ("name", "Clerk"), ("permissions", "orders.release"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        host.Clock.Now += TimeSpan.FromMinutes(6);

        (await wanda.GetAsync("/api/release")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await wanda.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await IdentityHost.PostAsync(admin, "/users", $"/users/roles/{role}/delete")).Content.ReadAsStringAsync()).ShouldContain("identity.role_in_use");
    }

    [Fact]
    public async Task Nobody_gives_away_what_they_may_not_do_themselves()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await AdministratorAsync(host);
        var manager = await AddRoleAsync(admin, "Manager", "users.manage", "orders.view");
        using var mona = host.Browser();
        var link = await InviteAsync(admin, "mona", $"Own-{manager}");
        await IdentityHost.PostAsync(mona, link, link, ("password", IdentityHost.Password));

        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ("/users/new", [("userName", "eve"), ("role", "Administrator")]),
            ("/users/roles/new", [("name", "Chief"), ("permissions", "finance.post")]),
            ($"/users/{await IdOfAsync(admin, "mona")}/role", [("role", "Administrator")]),
        })
            (await (await IdentityHost.PostAsync(mona, "/users", path, fields)).Content.ReadAsStringAsync()).ShouldContain("identity.not_granted", customMessage: path);
    }

    [Fact]
    public async Task Amounts_are_veiled_for_who_may_not_see_money_on_screens_and_in_answers()
    {
        await using var host = await IdentityHost.StartAsync();
        using var seeing = host.Program(await host.AddKeyAsync(1, "orders.view", "money.view"));
        using var veiled = host.Program((await host.SetUpAsync(setup => setup.CreateApiKeyAsync(new(1), "veiled", ["orders.view"], CancellationToken.None))).Value);

        (await seeing.GetStringAsync("/api/amounts")).ShouldBe("""{"price":{"minor":123456,"currency":"EUR"},"why":"Above 1234.56 EUR."}""");
        (await veiled.GetStringAsync("/api/amounts")).ShouldBe("""{"price":null,"why":"Above •••."}""");
        (await seeing.GetStringAsync("/amounts")).ShouldContain("1,234.56");
        (await veiled.GetStringAsync("/amounts")).ShouldNotContain("1,234.56");
    }

    [Fact]
    public void A_sentence_without_its_amounts_keeps_everything_else()
    {
        Sentence inner = $"limit {new Money(100, "USD")}";
        Sentence why = $"{new Money(500, "EUR")} of {7} is above {inner}";

        why.WithoutAmounts("•").ToString().ShouldBe("• of 7 is above limit •");
    }

    private static async Task<HttpClient> AdministratorAsync(IdentityHost host)
    {
        await host.AddUserAsync("admin", Role.Administrator);
        var browser = host.Browser();
        await IdentityHost.SignInAsync(browser, "admin", IdentityHost.Password);
        return browser;
    }

    private static async Task<string> AddRoleAsync(HttpClient admin, string name, params string[] permissions)
    {
        (await IdentityHost.PostAsync(admin, "/users", "/users/roles/new", [("name", name), .. permissions.Select(permission => ("permissions", permission))])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return Regex.Match(await admin.GetStringAsync("/users/roles"), "/users/roles/([0-9]+)\"").Groups[1].Value;
    }

    private static async Task<string> InviteAsync(HttpClient admin, string userName, string role) =>
        LinkIn(await (await IdentityHost.PostAsync(admin, "/users", "/users/new", ("userName", userName), ("role", role))).Content.ReadAsStringAsync());

    private static string LinkIn(string html) => Regex.Match(html, "/invitation/[A-Za-z0-9_-]+").Value;

    private static async Task<string> IdOfAsync(HttpClient admin, string userName) =>
        Regex.Match(await admin.GetStringAsync("/users"), $"/users/([0-9]+)\"[^/]*{userName}<").Groups[1].Value;
}
