using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Identity.Features;

/// <summary>Puts together roles of the company's own, beside those of the product.</summary>
internal sealed class EditRoles(EntrepotDb db, IdBlocks ids, CurrentUser current, ChangeLog log)
{
    internal sealed record Request(string Name, IReadOnlyList<string> Permissions);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/users/roles").RequireAuthorization("users.manage");
        pages.MapGet("", async (ListUrl url, EditRoles edit, CancellationToken ct) => PageResult.Show<RoleListPage>(new { Url = url, Own = await edit.ListAsync(ct) }));
        pages.MapGet("/new", () => Show(null, PostedForm.Blank));
        pages.MapPost("/new", async (PostedForm form, EditRoles edit, Text words, CancellationToken ct) => await PostAsync(null, form, edit, words, ct));
        pages.MapGet("/{id:long}", async (long id, EditRoles edit, CancellationToken ct) => await edit.FindAsync(id, ct) is { } role ? Show(role, PostedForm.Blank) : PageResult.Refused(IdentityProblems.RoleNotFound(id)));
        pages.MapPost("/{id:long}", async (long id, PostedForm form, EditRoles edit, Text words, CancellationToken ct) => await PostAsync(id, form, edit, words, ct));
        pages.MapPost("/{id:long}/delete", async (long id, EditRoles edit, Text words, CancellationToken ct) => PageResult.After(await edit.DeleteAsync(id, ct), words["The role is deleted"], "/users/roles"));

        var api = routes.MapGroup("/api/v1/roles").RequireAuthorization("users.manage").DisableAntiforgery();
        api.MapGet("", async (EditRoles edit, CancellationToken ct) => await edit.ListAsync(ct)).WithSummary("The company's own roles");
        api.MapPost("", async (Request request, EditRoles edit, CancellationToken ct) => (await edit.SaveAsync(null, request, ct)).ToHttp()).WithSummary("Put a role together");
        api.MapPut("/{id:long}", async (long id, Request request, EditRoles edit, CancellationToken ct) => (await edit.SaveAsync(id, request, ct)).ToHttp()).WithSummary("Change one of the company's own roles");
        api.MapDelete("/{id:long}", async (long id, EditRoles edit, CancellationToken ct) => (await edit.DeleteAsync(id, ct)).ToHttp()).WithSummary("Delete a role that nobody has");
    }

    public async Task<IReadOnlyList<OwnRoleView>> ListAsync(CancellationToken ct)
    {
        var users = await db.Set<User>().Where(user => user.OwnRoleId != null).GroupBy(user => user.OwnRoleId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        return (await db.Set<OwnRole>().OrderBy(role => role.Name).ToListAsync(ct))
            .ConvertAll(role => new OwnRoleView(role.Id.Value, role.Name, role.Granted, users.FirstOrDefault(group => group.Key == role.Id)?.Count ?? 0));
    }

    /// <summary>Changes take hold of open sessions within minutes.</summary>
    public async Task<Result> SaveAsync(long? id, Request request, CancellationToken ct)
    {
        var name = request.Name.Trim();
        if (name.Length is 0 or > OwnRole.NameLengthMax) return IdentityProblems.RoleNameMissing(OwnRole.NameLengthMax);
        if (RolePermissions.Check(request.Permissions).Problem is { } wrong) return wrong;
        if (request.Permissions.FirstOrDefault(permission => !current.Can(permission)) is { } more) return IdentityProblems.NotGranted(more);

        await using var unit = await db.BeginAsync(ct);
        var roles = await db.Set<OwnRole>().AsTracking().ToListAsync(ct);
        if (roles.Exists(other => other.Name == name && other.Id.Value != id)) return IdentityProblems.RoleExists(name);

        var role = id is null ? new OwnRole { TenantId = db.Tenant, Id = new(ids.Next()) } : roles.Find(known => known.Id.Value == id);
        if (role is null) return IdentityProblems.RoleNotFound(id ?? 0);
        if (id is null) db.Add(role);
        log.Add(IdentityHistory.OfRole(role.Id), "", new Change("Role", role.Name, name), new Change("It may", role.Permissions, string.Join(' ', request.Permissions)));
        role.Become(name, request.Permissions);
        return await unit.CommitAsync(ct);
    }

    public async Task<Result> DeleteAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<OwnRole>().AsTracking().SingleOrDefaultAsync(role => role.Id == new OwnRoleId(id), ct) is not { } role) return IdentityProblems.RoleNotFound(id);
        if (await db.Set<User>().CountAsync(user => user.OwnRoleId == role.Id, ct) is > 0 and var users) return IdentityProblems.RoleInUse(role.Name, users);

        log.Add(IdentityHistory.OfRole(role.Id), "", new Change("Role", role.Name, ""));
        db.Remove(role);
        return await unit.CommitAsync(ct);
    }

    private async Task<OwnRoleView?> FindAsync(long id, CancellationToken ct) => (await ListAsync(ct)).FirstOrDefault(role => role.Id == id);

    private static async Task<PageResult> PostAsync(long? id, PostedForm form, EditRoles edit, Text words, CancellationToken ct)
    {
        var saved = await edit.SaveAsync(id, new(form.Text("name"), [.. RolePermissions.All.Where(permission => form.All("permissions").Contains(permission))]), ct);
        if (saved.Problem is not { } problem) return PageResult.Go("/users/roles").Saying(words["Saved"]);
        return Show(id is { } known ? await edit.FindAsync(known, ct) : null, form.With(problem));
    }

    private static PageResult Show(OwnRoleView? role, PostedForm posted)
    {
        var parameters = new { Role = role, All = RolePermissions.Meanings, Posted = posted };
        return posted.HasProblems ? PageResult.Invalid<RolePage>(parameters) : PageResult.Show<RolePage>(parameters);
    }
}
