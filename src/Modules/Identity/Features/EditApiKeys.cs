using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
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

/// <summary>Makes keys for programs and takes them back.</summary>
internal sealed class EditApiKeys(EntrepotDb db, IdentitySetup setup, CurrentUser current, ProvenKeys proven, ChangeLog log, TimeProvider clock)
{
    internal sealed record Request(string Name, IReadOnlyList<string> Permissions);

    /// <param name="Key">To be stored by the program now: nobody can read it again.</param>
    internal sealed record Answer(string Key);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/api-keys").RequireAuthorization("users.manage");
        pages.MapGet("", async (ListUrl url, EditApiKeys edit, CancellationToken ct) => PageResult.Show<ApiKeyListPage>(new { Url = url, Keys = await edit.ListAsync(ct), All = RolePermissions.Meanings }));
        pages.MapPost("", PostAsync);
        pages.MapPost("/{id:long}/revoke", async (long id, EditApiKeys edit, Text words, CancellationToken ct) => PageResult.After(await edit.RevokeAsync(new(id), ct), words["Revoked"], "/api-keys"));

        var api = routes.MapGroup("/api/v1/api-keys").RequireAuthorization("users.manage").DisableAntiforgery();
        api.MapGet("", async (EditApiKeys edit, CancellationToken ct) => await edit.ListAsync(ct)).WithSummary("API keys, without their secrets");
        api.MapPost("", async (Request request, EditApiKeys edit, CancellationToken ct) =>
        {
            var made = await edit.AddAsync(request.Name, request.Permissions, ct);
            return made.Problem is { } problem ? problem.ToHttp() : Results.Ok(new Answer(made.Value));
        }).WithSummary("Make an API key; the answer holds its secret, once");
        api.MapDelete("/{id:long}", async (long id, EditApiKeys edit, CancellationToken ct) => (await edit.RevokeAsync(new(id), ct)).ToHttp()).WithSummary("Revoke an API key");
    }

    public async Task<Result<string>> AddAsync(string name, IReadOnlyList<string> permissions, CancellationToken ct)
    {
        foreach (var permission in permissions)
            if (!current.Can(permission)) return IdentityProblems.NotGranted(permission);
        return await setup.CreateApiKeyAsync(current.Tenant, name, permissions, ct);
    }

    /// <summary>From now on the key opens nothing; revoking twice changes nothing.</summary>
    public async Task<Result> RevokeAsync(ApiKeyId id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<ApiKey>().AsTracking().SingleOrDefaultAsync(key => key.Id == id, ct) is not { } key) return IdentityProblems.KeyNotFound(id.Value);

        if (key.RevokedAt is null) log.Add(IdentityHistory.OfKey(id), "", new Change("API key", key.Name, ""));
        key.Revoke(clock.GetUtcNow().UtcDateTime);
        var revoked = await unit.CommitAsync(ct);
        proven.Forget();
        return revoked;
    }

    public async Task<IReadOnlyList<ApiKeyView>> ListAsync(CancellationToken ct) =>
        (await db.Set<ApiKey>().OrderBy(key => key.RevokedAt != null).ThenBy(key => key.Name).ToListAsync(ct))
            .ConvertAll(key => new ApiKeyView(key.Id.Value, key.Name, key.Prefix, key.Granted, key.CreatedAt, key.LastUsedOn, key.RevokedAt is not null));

    /// <summary>Shows the new key on the page itself and not after a redirect: it is in no address, cookie or log.</summary>
    private static async Task<PageResult> PostAsync(PostedForm form, ListUrl url, EditApiKeys edit, CancellationToken ct)
    {
        var made = await edit.AddAsync(form.Text("name"), [.. RolePermissions.All.Where(permission => form.All("permissions").Contains(permission))], ct);
        var keys = await edit.ListAsync(ct);
        return made.Problem is { } problem
            ? PageResult.Invalid<ApiKeyListPage>(new { Url = url, Keys = keys, All = RolePermissions.Meanings, Posted = form.With(problem) })
            : PageResult.Show<ApiKeyListPage>(new { Url = url, Keys = keys, All = RolePermissions.Meanings, Made = made.Value });
    }
}
