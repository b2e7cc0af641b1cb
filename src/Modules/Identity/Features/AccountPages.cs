using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Identity.Features;

/// <summary>A user's own account: password and language. No permission beyond being signed in.</summary>
internal static class AccountPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account");
        account.MapGet("", async (EditUsers edit, CurrentUser current, CancellationToken ct) => await ShowAsync(edit, current, PostedForm.Blank, ct));
        account.MapPost("/password", PasswordAsync);
        account.MapPost("/language", LanguageAsync);
    }

    private static async Task<PageResult> ShowAsync(EditUsers edit, CurrentUser current, PostedForm posted, CancellationToken ct)
    {
        if (current.UserId is not { } id || await edit.FindAsync(new(id), ct) is not { } user) return PageResult.Refused(IdentityProblems.NoAccount());
        var parameters = new { User = UserPages.View(user, await edit.OwnRoleNameAsync(user, ct)), Posted = posted };
        return posted.HasProblems ? PageResult.Invalid<AccountPage>(parameters) : PageResult.Show<AccountPage>(parameters);
    }

    private static async Task<PageResult> PasswordAsync(PostedForm form, EditUsers edit, CurrentUser current, SignInLimiter limiter, HttpContext http, Text words, CancellationToken ct)
    {
        if (current.UserId is not { } id) return PageResult.Refused(IdentityProblems.NoAccount());
        Result changed = await limiter.AllowsAsync(http.Connection.RemoteIpAddress, ct) ? await edit.ChangeOwnPasswordAsync(new(id), form.Raw("old") ?? "", form.Raw("password") ?? "", ct) : IdentityProblems.TooManySignIns();
        if (changed.Problem is { } problem) return await ShowAsync(edit, current, form.With(problem), ct);
        return PageResult.Go("/account").Saying(words["The new password holds from now on. Sign in again on every device."]);
    }

    private static async Task<PageResult> LanguageAsync(PostedForm form, EditUsers edit, CurrentUser current, HttpContext http, Text words, CancellationToken ct)
    {
        if (current.UserId is not { } id) return PageResult.Refused(IdentityProblems.NoAccount());
        var language = form.Text("language");
        if ((await edit.SetLanguageAsync(new(id), language, ct)).Problem is { } problem) return await ShowAsync(edit, current, form.With(problem), ct);
        if (language.Length > 0) SignInPages.Speak(http, language);
        return PageResult.Go("/account").Saying(words["Saved"]);
    }
}
