using System.Net;
using System.Text.RegularExpressions;
using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Unit.Identity;

[Storage]
public sealed class UserPageTests
{
    [Fact]
    public async Task An_administrator_adds_a_user_who_can_sign_in_and_sees_the_role()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await SignedInAsync(host, "admin", Role.Administrator);

        var added = await IdentityHost.PostAsync(admin, "/users/new", "/users/new", ("userName", "wanda"), ("displayName", "Wanda W."), ("password", IdentityHost.Password), ("role", "Warehouse"), ("language", "zh-CN"));

        added.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await admin.GetStringAsync("/users")).ShouldContain("Wanda W.");
        using var wanda = host.Browser();
        var signedIn = await IdentityHost.SignInAsync(wanda, "wanda", IdentityHost.Password);
        signedIn.Headers.GetValues("Set-Cookie").ShouldContain(cookie => cookie.StartsWith("lang=zh-CN"));
        (await wanda.GetAsync("/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_refused_form_comes_back_with_what_is_wrong_and_without_the_password()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await SignedInAsync(host, "admin", Role.Administrator);

        var refused = await IdentityHost.PostAsync(admin, "/users/new", "/users/new", ("userName", "wanda"), ("password", "short pw"), ("role", "Warehouse"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("value=\"wanda\"");
        html.ShouldContain("A password has at least 10 characters");
        html.ShouldNotContain("short pw");
    }

    [Fact]
    public async Task The_last_administrator_can_neither_be_deactivated_nor_lose_the_role()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await SignedInAsync(host, "admin", Role.Administrator);
        var id = await IdOfAsync(host, "admin");

        foreach (var (path, fields) in new[] { ($"/users/{id}/deactivate", Array.Empty<(string, string)>()), ($"/users/{id}/role", [("role", "Operator")]) })
        {
            var refused = await IdentityHost.PostAsync(admin, "/users", path, fields);
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("identity.last_administrator");
        }

        await host.AddUserAsync("second", Role.Administrator);
        (await IdentityHost.PostAsync(admin, "/users", $"/users/{id}/role", ("role", "Operator"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_deactivated_user_cannot_sign_in_until_activated_again()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await SignedInAsync(host, "admin", Role.Administrator);
        await host.AddUserAsync("wanda", Role.Warehouse);
        var id = await IdOfAsync(host, "wanda");

        await IdentityHost.PostAsync(admin, "/users", $"/users/{id}/deactivate");
        (await IdentityHost.SignInAsync(host.Browser(), "wanda", IdentityHost.Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await IdentityHost.PostAsync(admin, "/users", $"/users/{id}/activate");
        (await IdentityHost.SignInAsync(host.Browser(), "wanda", IdentityHost.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_new_password_from_an_administrator_ends_a_lock_out()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await SignedInAsync(host, "admin", Role.Administrator);
        await host.AddUserAsync("wanda", Role.Warehouse);
        for (var i = 0; i < User.FailedAttemptsMax; i++) await IdentityHost.SignInAsync(host.Browser(), "wanda", "guess number " + i);

        var id = await IdOfAsync(host, "wanda");
        (await IdentityHost.PostAsync(admin, $"/users/{id}", $"/users/{id}/password", ("password", "another good one"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await IdentityHost.SignInAsync(host.Browser(), "wanda", "another good one")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("not the one", "another good one", HttpStatusCode.UnprocessableEntity)]
    [InlineData(IdentityHost.Password, "short", HttpStatusCode.UnprocessableEntity)]
    [InlineData(IdentityHost.Password, "another good one", HttpStatusCode.SeeOther)]
    public async Task A_user_changes_the_own_password_with_the_old_one(string old, string password, HttpStatusCode status)
    {
        await using var host = await IdentityHost.StartAsync();
        using var browser = await SignedInAsync(host, "mia", Role.Operator);

        (await IdentityHost.PostAsync(browser, "/account", "/account/password", ("old", old), ("password", password))).StatusCode.ShouldBe(status);

        var holds = status == HttpStatusCode.SeeOther ? password : IdentityHost.Password;
        (await IdentityHost.SignInAsync(host.Browser(), "mia", holds)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_new_key_is_shown_once_works_and_is_shut_out_when_revoked()
    {
        await using var host = await IdentityHost.StartAsync();
        using var admin = await SignedInAsync(host, "admin", Role.Administrator);

        var html = await (await IdentityHost.PostAsync(admin, "/api-keys", "/api-keys", ("name", "Import"), ("permissions", "orders.release"))).Content.ReadAsStringAsync();
        var key = Regex.Match(html, "ent_1_[0-9a-f]{8}_[A-Za-z0-9_-]+").Value;
        key.ShouldNotBeEmpty();
        (await admin.GetStringAsync("/api-keys")).ShouldNotContain(key);
        using var program = host.Program(key);
        (await program.GetAsync("/api/release")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var id = 0L;
        await host.ChangeAsync(new(1), async db => id = (await db.Set<ApiKey>().SingleAsync()).Id.Value);
        await IdentityHost.PostAsync(admin, "/api-keys", $"/api-keys/{id}/revoke");
        (await program.GetAsync("/api/release")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpClient> SignedInAsync(IdentityHost host, string userName, Role role)
    {
        await host.AddUserAsync(userName, role);
        var browser = host.Browser();
        (await IdentityHost.SignInAsync(browser, userName, IdentityHost.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        return browser;
    }

    private static async Task<long> IdOfAsync(IdentityHost host, string userName)
    {
        var id = 0L;
        await host.ChangeAsync(new(1), async db => id = (await db.Set<User>().SingleAsync(user => user.UserName == userName)).Id.Value);
        return id;
    }
}
