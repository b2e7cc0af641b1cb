using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Unit.Identity;

[Storage]
public sealed class PermissionTests
{
    [Theory]
    [InlineData(Role.Operator, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(Role.Warehouse, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Role.Finance, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData(Role.Administrator, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task A_route_is_open_to_the_roles_that_have_its_permission(Role role, HttpStatusCode release, HttpStatusCode users)
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", role);
        using var browser = host.Browser();
        await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password);

        (await browser.GetAsync("/api/release")).StatusCode.ShouldBe(release);
        (await browser.GetAsync("/api/users-only")).StatusCode.ShouldBe(users);
    }

    [Fact]
    public async Task A_stranger_gets_a_problem_from_the_api_and_the_sign_in_page_instead_of_a_page()
    {
        await using var host = await IdentityHost.StartAsync();
        using var browser = host.Browser();

        var api = await browser.GetAsync("/api/whoami");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        api.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await api.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe("identity.not_signed_in");

        var page = await browser.GetAsync("/orders?page=2");
        page.StatusCode.ShouldBe(HttpStatusCode.Found);
        page.Headers.Location!.PathAndQuery.ShouldBe("/sign-in?returnUrl=%2Forders%3Fpage%3D2");
    }

    [Fact]
    public async Task A_fragment_asked_for_without_a_session_sends_the_whole_window_to_the_sign_in_page()
    {
        await using var host = await IdentityHost.StartAsync();
        using var browser = host.Browser();
        browser.DefaultRequestHeaders.Add("HX-Request", "true");

        var answer = await browser.GetAsync("/orders");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.GetValues("HX-Redirect").ShouldBe(["/sign-in"]);
    }

    [Fact]
    public async Task A_refused_permission_says_so_as_a_problem()
    {
        await using var host = await IdentityHost.StartAsync();
        using var program = host.Program(await host.AddKeyAsync(1, "orders.view"));

        var answer = await program.GetAsync("/api/release");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe("identity.not_allowed");
    }

    [Fact]
    public async Task A_key_opens_what_it_was_made_for_in_its_own_company()
    {
        await using var host = await IdentityHost.StartAsync((1, "ours"), (2, "theirs"));
        using var ours = host.Program(await host.AddKeyAsync(1, "orders.release"));
        using var theirs = host.Program(await host.AddKeyAsync(2, "orders.view"));

        (await ours.GetAsync("/api/release")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await theirs.GetAsync("/api/release")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await IdentityHost.WhoAsync(ours)).ShouldBe(new(1, null, "test"));
        (await IdentityHost.WhoAsync(theirs)).ShouldBe(new(2, null, "test"));
    }

    [Fact]
    public async Task A_key_works_in_the_other_header_too_and_remembers_the_day_of_its_last_use()
    {
        await using var host = await IdentityHost.StartAsync();
        using var client = host.Browser();
        client.DefaultRequestHeaders.Add("X-Api-Key", await host.AddKeyAsync(1, "orders.view"));

        (await client.GetAsync("/api/whoami")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await host.ChangeAsync(new(1), async db => (await db.Set<ApiKey>().SingleAsync()).LastUsedOn.ShouldBe(new DateOnly(2026, 11, 2)));
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing()
    {
        await using var host = await IdentityHost.StartAsync();
        using var program = host.Program(await host.AddKeyAsync(1, "orders.view"));
        await host.ChangeAsync(new(1), async db => (await db.Set<ApiKey>().AsTracking().SingleAsync()).Revoke(host.Clock.Now));

        (await program.GetAsync("/api/whoami")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_with_another_companys_number_or_a_changed_secret_opens_nothing()
    {
        await using var host = await IdentityHost.StartAsync((1, "ours"), (2, "theirs"));
        var key = await host.AddKeyAsync(1, "orders.view");

        foreach (var forged in new[] { key.Replace("ent_1_", "ent_2_"), key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), "ent_1_", "ent_x_y_z", "no key at all" })
        {
            using var program = host.Program(forged);
            (await program.GetAsync("/api/whoami")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, forged);
        }
    }

    [Fact]
    public void Every_role_has_permissions_and_only_the_administrator_has_all()
    {
        foreach (var role in Enum.GetValues<Role>()) RolePermissions.Of(role).Count.Equals(0).ShouldBe(role == Role.Own);
        RolePermissions.Of(Role.Administrator).ShouldBe(["*"]);
        RolePermissions.All.ShouldBeUnique();
        RolePermissions.All.ShouldAllBe(name => name.Count(sign => sign == '.') == 1);
        RolePermissions.Of(Role.Operator).ShouldNotContain("users.manage");
    }
}
