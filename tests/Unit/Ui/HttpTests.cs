using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Unit.Ui;

public sealed class HttpTests
{
    [Theory]
    [InlineData("default-src 'self'")]
    [InlineData("object-src 'none'")]
    [InlineData("base-uri 'none'")]
    [InlineData("form-action 'self'")]
    [InlineData("frame-ancestors 'none'")]
    public void Pages_are_bound_to_our_own_site(string directive) => SecurityHeaders.ContentSecurityPolicy.Split("; ").ShouldContain(directive);

    [Fact]
    public void No_script_may_be_inline_or_evaluated()
    {
        SecurityHeaders.ContentSecurityPolicy.ShouldNotContain("script-src"); // So default-src holds: our own files only.
        SecurityHeaders.ContentSecurityPolicy.ShouldNotContain("unsafe-eval");
    }

    [Theory]
    [InlineData("/orders?q=a", true)]
    [InlineData("//evil.example/x", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/a\r\nSet-Cookie: x", false)]
    [InlineData("", false)]
    public void Only_our_own_paths_are_followed(string url, bool local) => Origin.IsLocal(url).ShouldBe(local);

    [Fact]
    public void Going_to_another_site_is_a_bug() => Should.Throw<ArgumentException>(() => PageResult.Go("https://evil.example"));

    [Fact]
    public async Task Back_takes_the_path_of_the_page_but_never_its_host()
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Headers["HX-Current-URL"] = "https://evil.example/orders?view=held&page=2";

        await PageResult.Back("/").Saying("Fertig").ExecuteAsync(http);

        http.Response.StatusCode.ShouldBe(303);
        http.Response.Headers.Location.ToString().ShouldBe("/orders?view=held&page=2");
        http.Response.Headers.SetCookie.ToString().ShouldStartWith("said=");
        http.Response.Headers.CacheControl.ToString().ShouldBe("private, no-store");
    }

    [Fact]
    public void A_toast_s_header_is_ASCII_in_every_language()
    {
        var header = Flash.Trigger(new("已放行 3 个订单 “تم”", "go"));

        header.ShouldAllBe(c => char.IsAscii(c) && !char.IsControl(c));
        System.Text.Json.JsonDocument.Parse(header).RootElement.GetProperty("toast").GetProperty("text").GetString().ShouldBe("已放行 3 个订单 “تم”");
    }

    [Fact]
    public void What_a_redirect_carried_is_said_once_on_the_next_page()
    {
        var first = new DefaultHttpContext();
        Flash.Keep(first, new("已保存", "go"));
        var cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];

        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = cookie;
        Flash.Show(next, null);

        Flash.Of(next).ShouldHaveSingleItem().Text.ShouldBe("已保存");
        next.Response.Headers.SetCookie.ToString().ShouldContain("expires=Thu, 01 Jan 1970");
    }

    [Fact]
    public void A_forged_message_is_not_shown()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = "said=%%%";

        Flash.Show(http, null);

        Flash.Of(http).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "entrepot.session=1", null, null, false)]
    [InlineData("POST", "entrepot.session=1", null, null, true)]
    [InlineData("DELETE", "entrepot.session=1", null, null, true)]
    [InlineData("POST", null, "application/x-www-form-urlencoded", null, true)]
    [InlineData("POST", null, "text/plain", null, true)]
    [InlineData("POST", null, "application/json", null, false)]
    [InlineData("POST", "entrepot.session=1", "application/json", "Bearer ek_1", false)]
    public void Whatever_a_browser_could_be_tricked_into_needs_our_token(string method, string? cookie, string? type, string? authorization, bool needed)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        if (cookie is not null) http.Request.Headers.Cookie = cookie;
        if (authorization is not null) http.Request.Headers.Authorization = authorization;
        http.Request.ContentType = type;

        ForgeryGuard.Needed(http).ShouldBe(needed);
    }
}
