using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Tracking;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Transport.Data;

/// <summary>The company's accounts with carriers. Their secrets and options, which hold passwords too, are sealed in the database.</summary>
internal sealed class CarrierAccounts(EntrepotDb db, StoredSecrets secrets)
{
    /// <summary>For one scope: a batch books many parcels with few carriers.</summary>
    private readonly Dictionary<string, string> destinations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> pauses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CarrierAccount> found = new(StringComparer.Ordinal);

    /// <summary>Adds the account to the open unit of work, or replaces it.</summary>
    public void Set(CarrierAccountSettings account) => db.Writes.Execute(
        ConsignmentSql.SetAccount, true, db.Tenant.Value, account.Carrier, account.BaseUrl.ToString().TrimEnd('/'), account.AccountNumber, account.ClientId,
        Seal(account.Carrier, account.ClientSecret), Seal(account.Carrier, JsonSerializer.Serialize(account.Options)), (long)account.PollEvery.TotalMilliseconds);

    /// <summary>For a call to the carrier, so outside a unit of work: an account of a time when secrets lay in clear is sealed by the way.</summary>
    public async Task<Result<CarrierAccount>> FindAsync(string carrier, CancellationToken ct)
    {
        if (found.TryGetValue(carrier, out var known)) return known;
        if (await RowAsync(carrier, ct) is not { } row) return TransportProblems.NoAccount(carrier);
        if (secrets.Open(row.TenantId, Purpose(carrier), row.ClientSecret) is not { } secret || secrets.Open(row.TenantId, Purpose(carrier), row.Options) is not { } options) return TransportProblems.AccountUnreadable(carrier);
        if (!StoredSecrets.IsSealed(row.ClientSecret) || !StoredSecrets.IsSealed(row.Options)) await SealAsync(row, secret, options, ct);

        return found[carrier] = new CarrierAccount(row.TenantId, row.Carrier, row.BaseUrl, row.AccountNumber, row.ClientId, secret, JsonSerializer.Deserialize<Dictionary<string, string>>(options)!);
    }

    /// <summary>The pause between two questions for tracking events.</summary>
    public async Task<TimeSpan> PollEveryAsync(string carrier, CancellationToken ct)
    {
        if (pauses.TryGetValue(carrier, out var known)) return known;
        return pauses[carrier] = await RowAsync(carrier, ct) is { } row ? TimeSpan.FromMilliseconds(row.PollMilliseconds) : TimeSpan.FromMinutes(TrackingPolicy.Current.PollMinutes);
    }

    /// <summary>
    /// What work for the carrier names as its destination: the carrier and the system its account is with, since a carrier's
    /// test system that is down says nothing about the real one.
    /// </summary>
    public async Task<string> DestinationAsync(string carrier, CancellationToken ct)
    {
        if (destinations.TryGetValue(carrier, out var known)) return known;
        return destinations[carrier] = await RowAsync(carrier, ct) is { } row && Uri.TryCreate(row.BaseUrl, UriKind.Absolute, out var url) ? $"{carrier}@{url.Authority}" : carrier;
    }

    private Task<CarrierAccountRow?> RowAsync(string carrier, CancellationToken ct) => db.Set<CarrierAccountRow>().SingleOrDefaultAsync(account => account.Carrier == carrier, ct);

    /// <summary>Only what was read is replaced: somebody may have set another account meanwhile.</summary>
    private async Task SealAsync(CarrierAccountRow row, string secret, string options, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Execute(ConsignmentSql.SealAccount, false, row.TenantId.Value, row.Carrier, row.ClientSecret, row.Options, Seal(row.Carrier, secret), Seal(row.Carrier, options));
        await unit.CommitAsync(ct);
    }

    private string Seal(string carrier, string secret) => secrets.Seal(db.Tenant, Purpose(carrier), secret);

    private static string Purpose(string carrier) => $"carrier-account/{carrier}";
}
