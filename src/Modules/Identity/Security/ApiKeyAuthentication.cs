using System.Security.Claims;
using System.Text.Encodings.Web;
using Entrepot.Identity.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Entrepot.Identity.Security;

/// <summary>A program's call: <c>Authorization: Bearer ent_…</c> or <c>X-Api-Key: ent_…</c>.</summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, ProvenKeys proven)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public new const string Scheme = "ApiKey";
    private const string Bearer = "Bearer ";

    public static bool IsAskedBy(HttpRequest request) => KeyOf(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } text) return AuthenticateResult.NoResult();
        if (proven.Find(text) is { } known) return Success(known);
        if (ApiKeyText.Parse(text) is not { } sent) return AuthenticateResult.Fail("Not a key of ours.");

        var takenBack = proven.TakenBack;
        Context.RequestServices.GetRequiredService<CurrentUser>().Become(sent.Tenant, null, "key check", []);
        var db = Context.RequestServices.GetRequiredService<EntrepotDb>(); // Not before: a company's keys are in its own database.
        var key = await db.Set<ApiKey>().AsTracking().SingleOrDefaultAsync(row => row.Prefix == sent.Prefix, Context.RequestAborted);
        if (key is null || !key.Proves(sent.Secret)) return AuthenticateResult.Fail("Unknown or revoked key.");

        await RememberUseAsync(db, key);
        var program = SessionClaims.Of(key);
        proven.Remember(text, program, takenBack);
        return Success(program);
    }

    private static AuthenticateResult Success(ClaimsPrincipal program) => AuthenticateResult.Success(new AuthenticationTicket(program, Scheme));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Refusals.NotSignedInAsync(Context, "/sign-in");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusals.NotAllowedAsync(Context);

    private async Task RememberUseAsync(EntrepotDb db, ApiKey key)
    {
        if (key.Used(DateOnly.FromDateTime(TimeProvider.GetUtcNow().UtcDateTime)))
        {
            await using var unit = await db.BeginAsync(Context.RequestAborted);
            await unit.CommitAsync(Context.RequestAborted); // When another call was first, the day is written already.
        }

        db.ChangeTracker.Clear(); // The request starts with a clean session.
    }

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key) return key.Trim();
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : null;
    }
}
