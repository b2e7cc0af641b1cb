using System.Net;
using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Unit.Identity;

[Storage]
public sealed class SignInTests
{
    [Fact]
    public async Task A_user_with_the_right_password_gets_a_session_and_is_led_to_the_page_asked_for()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);
        using var browser = host.Browser();

        var answer = await IdentityHost.SignInAsync(browser, "Mia ", IdentityHost.Password, returnUrl: "/orders?page=2");

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe("/orders?page=2");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(text => text.StartsWith("entrepot="));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        (await IdentityHost.WhoAsync(browser)).ShouldSatisfyAllConditions(who => who.Tenant.ShouldBe(1), who => who.Name.ShouldBe("MIA"), who => who.UserId.ShouldNotBeNull());
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task The_way_back_never_leads_to_another_site(string returnUrl)
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);
        using var browser = host.Browser();

        (await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password, returnUrl: returnUrl)).Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Theory]
    [InlineData("mia", "wrong password")]
    [InlineData("nobody", IdentityHost.Password)]
    [InlineData("", "")]
    public async Task A_wrong_password_and_an_unknown_user_get_the_same_answer_and_no_session(string userName, string password)
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);
        using var browser = host.Browser();

        var answer = await IdentityHost.SignInAsync(browser, userName, password);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("The user name or the password is wrong.");
        answer.Headers.Where(header => header.Key == "Set-Cookie").SelectMany(header => header.Value).ShouldNotContain(cookie => cookie.StartsWith("entrepot="));
        (await browser.GetAsync("/api/whoami")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_user_out_even_with_the_right_one_until_the_pause_is_over()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);
        using var browser = host.Browser();
        for (var i = 0; i < User.FailedAttemptsMax; i++) await IdentityHost.SignInAsync(browser, "mia", "guess number " + i);

        var locked = await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password);
        (await locked.Content.ReadAsStringAsync()).ShouldContain("Too many wrong passwords");

        host.Clock.Now += User.LockoutPause + TimeSpan.FromSeconds(1);
        (await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Guesses_sent_all_at_once_are_all_counted()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => IdentityHost.SignInAsync(host.Browser(), "mia", "guess number " + i)));

        var texts = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        texts.Count(text => text.Contains("The user name or the password is wrong.")).ShouldBe(User.FailedAttemptsMax);
        texts.Count(text => text.Contains("Too many wrong passwords")).ShouldBe(12 - User.FailedAttemptsMax);
    }

    [Fact]
    public async Task One_address_cannot_try_user_names_without_end()
    {
        await using var host = await IdentityHost.StartAsync();
        using var browser = host.Browser();

        var texts = new List<string>();
        for (var i = 0; i <= SignInLimiter.PerMinuteMax; i++) texts.Add(await (await IdentityHost.SignInAsync(browser, "user" + i, "x")).Content.ReadAsStringAsync());

        texts[^1].ShouldContain("Too many sign-ins from this address");
        texts[..^1].ShouldAllBe(text => text.Contains("The user name or the password is wrong."));
    }

    [Fact]
    public async Task With_two_companies_the_company_is_part_of_the_sign_in()
    {
        await using var host = await IdentityHost.StartAsync((1, "ours"), (2, "theirs"));
        await host.AddUserAsync("mia", Role.Operator, tenant: 1);
        await host.AddUserAsync("mia", Role.Operator, tenant: 2);
        using var browser = host.Browser();

        (await browser.GetStringAsync("/sign-in")).ShouldContain("name=\"company\"");
        (await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password, company: "Theirs")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await IdentityHost.WhoAsync(browser)).Tenant.ShouldBe(2);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);
        using var browser = host.Browser();
        await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password);

        (await IdentityHost.PostAsync(browser, "/sign-in", "/sign-out")).Headers.Location!.OriginalString.ShouldBe("/sign-in");

        (await browser.GetAsync("/api/whoami")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("deactivated")]
    public async Task A_session_ends_within_minutes_of_a_new_password_or_a_deactivation(string change)
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);
        using var browser = host.Browser();
        await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password);

        await host.ChangeAsync(new(1), async db =>
        {
            var user = await db.Set<User>().AsTracking().SingleAsync();
            if (change == "password") user.SetPassword("another hash");
            else user.SetActive(false);
        });
        host.Clock.Now += SessionCookie.CheckEvery + TimeSpan.FromSeconds(1);

        (await browser.GetAsync("/api/whoami")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_in_use_slides_on_and_an_idle_one_ends_after_twelve_hours()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("mia", Role.Operator);
        using var browser = host.Browser();
        await IdentityHost.SignInAsync(browser, "mia", IdentityHost.Password);

        for (var i = 0; i < 3; i++)
        {
            host.Clock.Now += TimeSpan.FromHours(8);
            (await IdentityHost.WhoAsync(browser)).Name.ShouldBe("MIA");
        }

        host.Clock.Now += TimeSpan.FromHours(13);
        (await browser.GetAsync("/api/whoami")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
