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

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/users").RequireAuthorization("users.manage");
        pages.MapGet("", async (ListUrl url, EntrepotDb db, TimeProvider clock, CancellationToken ct) =>
            PageResult.Show<UserListPage>(new { Url = url, Users = await ListAsync(db, url.Page, ct), Now = clock.GetUtcNow().UtcDateTime }));
        pages.MapGet("/new", () => PageResult.Show<NewUserPage>());
        pages.MapPost("/new", AddAsync);
        pages.MapGet("/{id:long}", async (long id, EditUsers edit, TimeProvider clock, CancellationToken ct) => await ShowAsync(new(id), edit, clock, PostedForm.Blank, ct));
        pages.MapPost("/{id:long}/role", SetRoleAsync);
        pages.MapPost("/{id:long}/password", SetPasswordAsync);
        pages.MapPost("/{id:long}/activate", async (long id, EditUsers edit, Text words, CancellationToken ct) => PageResult.After(await edit.SetActiveAsync(new(id), true, ct), words["Activated"], $"/users/{id}"));
        pages.MapPost("/{id:long}/deactivate", async (long id, EditUsers edit, Text words, CancellationToken ct) => PageResult.After(await edit.SetActiveAsync(new(id), false, ct), words["Deactivated"], $"/users/{id}"));

        var api = routes.MapGroup("/api/v1/users").RequireAuthorization("users.manage").DisableAntiforgery();
        api.MapGet("", async (int? page, EntrepotDb db, CancellationToken ct) => await ListAsync(db, page ?? 1, ct)).WithSummary("Users");
        api.MapPost("", async (NewUser user, EditUsers edit, CancellationToken ct) => (await edit.AddAsync(user, ct)).ToHttp()).WithSummary("Add a user");
        api.MapPost("/{id:long}/activate", async (long id, EditUsers edit, CancellationToken ct) => (await edit.SetActiveAsync(new(id), true, ct)).ToHttp()).WithSummary("Let a user sign in again");
        api.MapPost("/{id:long}/deactivate", async (long id, EditUsers edit, CancellationToken ct) => (await edit.SetActiveAsync(new(id), false, ct)).ToHttp()).WithSummary("Let a user not sign in any more");
    }

    public static UserView View(User user) => new(user.Id.Value, user.UserName, user.DisplayName, user.Role, user.Language, user.IsActive, user.LockedUntil, user.CreatedAt);

    private static async Task<IReadOnlyList<UserView>> ListAsync(EntrepotDb db, int page, CancellationToken ct) =>
        (await db.Set<User>().OrderBy(user => user.UserName).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize).ToListAsync(ct)).ConvertAll(View);

    private static async Task<PageResult> ShowAsync(UserId id, EditUsers edit, TimeProvider clock, PostedForm posted, CancellationToken ct)
    {
        if (await edit.FindAsync(id, ct) is not { } user) return PageResult.Refused(IdentityProblems.UserNotFound(id.Value));
        var parameters = new { User = View(user), Now = clock.GetUtcNow().UtcDateTime, Posted = posted };
        return posted.HasProblems ? PageResult.Invalid<UserPage>(parameters) : PageResult.Show<UserPage>(parameters);
    }

    private static async Task<PageResult> AddAsync(PostedForm form, EditUsers edit, Text words, CancellationToken ct)
    {
        var user = new NewUser(form.Text("userName", required: true), form.Text("displayName", longest: 100), form.Raw("password") ?? "", form.Choice<Role>("role", required: true) ?? Role.Operator, form.Text("language"));
        if (!form.HasProblems && (await edit.AddAsync(user, ct)).Problem is { } problem) form.With(problem);
        return form.HasProblems ? PageResult.Invalid<NewUserPage>(new { Posted = form }) : PageResult.Go("/users").Saying(words["User added"]);
    }

    private static async Task<PageResult> SetRoleAsync(long id, PostedForm form, EditUsers edit, Text words, TimeProvider clock, CancellationToken ct)
    {
        var role = form.Choice<Role>("role", required: true);
        if (role is { } chosen && (await edit.SetRoleAsync(new(id), chosen, ct)).Problem is { } problem) return PageResult.Refused(problem);
        return form.HasProblems ? await ShowAsync(new(id), edit, clock, form, ct) : PageResult.Go($"/users/{id}").Saying(words["Saved"]);
    }

    private static async Task<PageResult> SetPasswordAsync(long id, PostedForm form, EditUsers edit, Text words, TimeProvider clock, CancellationToken ct)
    {
        if ((await edit.SetPasswordAsync(new(id), form.Raw("password") ?? "", ct)).Problem is { } problem) return await ShowAsync(new(id), edit, clock, form.With(problem), ct);
        return PageResult.Go($"/users/{id}").Saying(words["The new password holds from now on; the user's sessions end."]);
    }
}
