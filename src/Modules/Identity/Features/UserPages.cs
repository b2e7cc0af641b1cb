using System.Globalization;
using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Identity.Features;

/// <summary>The pages and the API of users, for administrators.</summary>
internal static class UserPages
{
    /// <summary>More people than one company lists on one page; beyond it the API pages.</summary>
    private const int PageSize = 200;

    /// <param name="Link">Whoever opens it first chooses the user's password: send it to nobody else.</param>
    internal sealed record Invitation(string Link);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/users").RequireAuthorization("users.manage");
        pages.MapGet("", async (ListUrl url, EntrepotDb db, TimeProvider clock, CancellationToken ct) =>
            PageResult.Show<UserListPage>(new { Url = url, Users = await ListAsync(db, url.Page, ct), Now = clock.GetUtcNow().UtcDateTime }));
        pages.MapGet("/new", async (EditRoles roles, CancellationToken ct) => PageResult.Show<NewUserPage>(new { Own = await roles.ListAsync(ct) }));
        pages.MapPost("/new", AddAsync);
        pages.MapGet("/{id:long}", async (long id, EditUsers edit, EditRoles roles, TimeProvider clock, CancellationToken ct) => await ShowAsync(new(id), edit, roles, clock, PostedForm.Blank, null, ct));
        pages.MapPost("/{id:long}/invitation", InviteAgainAsync);
        pages.MapPost("/{id:long}/role", SetRoleAsync);
        pages.MapPost("/{id:long}/password", SetPasswordAsync);
        pages.MapPost("/{id:long}/activate", async (long id, EditUsers edit, Text words, CancellationToken ct) => PageResult.After(await edit.SetActiveAsync(new(id), true, ct), words["Activated"], $"/users/{id}"));
        pages.MapPost("/{id:long}/deactivate", async (long id, EditUsers edit, Text words, CancellationToken ct) => PageResult.After(await edit.SetActiveAsync(new(id), false, ct), words["Deactivated"], $"/users/{id}"));

        var api = routes.MapGroup("/api/v1/users").RequireAuthorization("users.manage").DisableAntiforgery();
        api.MapGet("", async (int? page, EntrepotDb db, CancellationToken ct) => await ListAsync(db, page ?? 1, ct)).WithSummary("Users");
        api.MapPost("", async (NewUser user, EditUsers edit, CancellationToken ct) => (await edit.AddAsync(user, ct)).ToHttp()).WithSummary("Add a user");
        api.MapPost("/invitations", async (NewUser user, HttpContext http, EditUsers edit, CancellationToken ct) =>
        {
            var invited = await edit.InviteAsync(user, ct);
            return invited.Problem is { } problem ? problem.ToHttp() : Results.Ok(new Invitation(LinkOf(http, invited.Value)));
        }).WithSummary("Add a user who chooses the password by the answer's link, within a week; the password of the request is not read");
        api.MapPost("/{id:long}/activate", async (long id, EditUsers edit, CancellationToken ct) => (await edit.SetActiveAsync(new(id), true, ct)).ToHttp()).WithSummary("Let a user sign in again");
        api.MapPost("/{id:long}/deactivate", async (long id, EditUsers edit, CancellationToken ct) => (await edit.SetActiveAsync(new(id), false, ct)).ToHttp()).WithSummary("Let a user not sign in any more");
    }

    /// <param name="own">The company's own role that the user has, if it is one.</param>
    public static UserView View(User user, string? own) =>
        new(user.Id.Value, user.UserName, user.DisplayName, user.Role, user.OwnRoleId?.Value, own, user.Language, user.IsActive, user.HasPassword, user.LockedUntil, user.CreatedAt);

    private static async Task<IReadOnlyList<UserView>> ListAsync(EntrepotDb db, int page, CancellationToken ct)
    {
        var own = await db.Set<OwnRole>().ToDictionaryAsync(role => role.Id, role => role.Name, ct);
        return (await db.Set<User>().OrderBy(user => user.UserName).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize).ToListAsync(ct))
            .ConvertAll(user => View(user, user.OwnRoleId is { } id ? own.GetValueOrDefault(id) : null));
    }

    private static async Task<PageResult> ShowAsync(UserId id, EditUsers edit, EditRoles roles, TimeProvider clock, PostedForm posted, string? link, CancellationToken ct)
    {
        if (await edit.FindAsync(id, ct) is not { } user) return PageResult.Refused(IdentityProblems.UserNotFound(id.Value));
        var own = await roles.ListAsync(ct);
        var parameters = new { User = View(user, own.FirstOrDefault(role => role.Id == user.OwnRoleId?.Value)?.Name), Own = own, Now = clock.GetUtcNow().UtcDateTime, Posted = posted, Link = link };
        return posted.HasProblems ? PageResult.Invalid<UserPage>(parameters) : PageResult.Show<UserPage>(parameters);
    }

    /// <summary>Without a password the user is invited by a link, which is shown on the page itself: it is in no address, cookie or log.</summary>
    private static async Task<PageResult> AddAsync(PostedForm form, HttpContext http, EditUsers edit, EditRoles roles, Text words, CancellationToken ct)
    {
        var role = RoleOf(form);
        var user = new NewUser(form.Text("userName", required: true), form.Text("displayName", longest: 100), form.Raw("password") ?? "", role?.Role ?? Role.Operator, form.Text("language"), role?.Own?.Value);
        var token = "";
        if (!form.HasProblems)
        {
            var (problem, made) = user.Password.Length > 0 ? ((await edit.AddAsync(user, ct)).Problem, "") : await InviteAsync(edit, user, ct);
            if (problem is not null) form.With(problem);
            token = made;
        }

        if (form.HasProblems) return PageResult.Invalid<NewUserPage>(new { Own = await roles.ListAsync(ct), Posted = form });
        return token.Length > 0 ? PageResult.Show<InvitedPage>(new { User = user, Link = LinkOf(http, token) }) : PageResult.Go("/users").Saying(words["User added"]);
    }

    private static async Task<(Kernel.Problem?, string)> InviteAsync(EditUsers edit, NewUser user, CancellationToken ct)
    {
        var invited = await edit.InviteAsync(user, ct);
        return (invited.Problem, invited.IsOk ? invited.Value : "");
    }

    private static async Task<PageResult> InviteAgainAsync(long id, HttpContext http, EditUsers edit, EditRoles roles, TimeProvider clock, CancellationToken ct)
    {
        var invited = await edit.InviteAgainAsync(new(id), ct);
        return invited.Problem is { } problem ? PageResult.Refused(problem) : await ShowAsync(new(id), edit, roles, clock, PostedForm.Blank, LinkOf(http, invited.Value), ct);
    }

    private static string LinkOf(HttpContext http, string token) => $"{http.Request.Scheme}://{http.Request.Host}/invitation/{token}";

    private static async Task<PageResult> SetRoleAsync(long id, PostedForm form, EditUsers edit, EditRoles roles, Text words, TimeProvider clock, CancellationToken ct)
    {
        if (RoleOf(form) is { } chosen && (await edit.SetRoleAsync(new(id), chosen, ct)).Problem is { } problem) return PageResult.Refused(problem);
        return form.HasProblems ? await ShowAsync(new(id), edit, roles, clock, form, null, ct) : PageResult.Go($"/users/{id}").Saying(words["Saved"]);
    }

    private static async Task<PageResult> SetPasswordAsync(long id, PostedForm form, EditUsers edit, EditRoles roles, Text words, TimeProvider clock, CancellationToken ct)
    {
        if ((await edit.SetPasswordAsync(new(id), form.Raw("password") ?? "", ct)).Problem is { } problem) return await ShowAsync(new(id), edit, roles, clock, form.With(problem), null, ct);
        return PageResult.Go($"/users/{id}").Saying(words["The new password holds from now on; the user's sessions end."]);
    }

    /// <summary>One of the product's by its name, one of the company's own as <see cref="RoleView.Value"/> writes it.</summary>
    private static RoleChoice? RoleOf(PostedForm form)
    {
        var text = form.Text("role", required: true);
        if (text.StartsWith($"{Role.Own}-", StringComparison.Ordinal) && long.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var own)) return new(Role.Own, new(own));
        return form.Choice<Role>("role") is { } role ? new(role, null) : null;
    }
}
