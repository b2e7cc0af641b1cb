using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Declarations.Life;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features.Declarations;

/// <summary>The company's way to customs: directly, or by a broker that speaks the same interface. Its token is sealed.</summary>
internal sealed class FilingAccounts(EntrepotDb db, StoredSecrets secrets, ChangeLog log)
{
    public const string UkCds = "uk-cds";
    public const string Subject = "customs-filing";
    private const string Purpose = "filing-account/uk-cds";

    public async Task<Result<FilingAccount>> FindAsync(CancellationToken ct)
    {
        if (await db.Set<FilingAccountRow>().SingleOrDefaultAsync(one => one.Target == UkCds, ct) is not { } row) return LifeProblems.NoAccount();
        return secrets.Open(row.TenantId, Purpose, row.Token) is { } token ? new FilingAccount(new(row.BaseUrl), row.Submitter, token) : LifeProblems.AccountUnreadable();
    }

    public async Task<(string BaseUrl, string Submitter)?> ShownAsync(CancellationToken ct) =>
        await db.Set<FilingAccountRow>().SingleOrDefaultAsync(one => one.Target == UkCds, ct) is { } row ? (row.BaseUrl, row.Submitter) : null;

    /// <summary>In production only over TLS: a token in clear is a token lost.</summary>
    public async Task<Result> SetAsync(string baseUrl, string submitter, string token, CancellationToken ct)
    {
        var address = baseUrl.TrimEnd('/') + "/";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))) return LifeProblems.BadAddress(baseUrl);

        await using var unit = await db.BeginAsync(ct);
        var known = await db.Set<FilingAccountRow>().AsTracking().SingleOrDefaultAsync(one => one.Target == UkCds, ct);
        var sealedToken = secrets.Seal(db.Tenant, Purpose, token);
        log.Add(Subject, "", new Change("Way to customs", known?.BaseUrl ?? "", address));
        if (known is null) db.Add(new FilingAccountRow { TenantId = db.Tenant, Target = UkCds, BaseUrl = address, Submitter = submitter, Token = sealedToken });
        else (known.BaseUrl, known.Submitter, known.Token) = (address, submitter, sealedToken);
        return await unit.CommitAsync(ct);
    }
}
