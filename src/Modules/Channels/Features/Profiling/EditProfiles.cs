using System.Text.Json;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Channels.Features.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Profiling;

/// <summary>Saves and deletes the company's own profiles. Every change is a version that stays; those that come with the product are not changed.</summary>
internal sealed class EditProfiles(EntrepotDb db, CurrentUser user, TimeProvider clock)
{
    /// <param name="basedOn">The version that was changed; zero for a new profile.</param>
    /// <returns>Everything that is wrong with it, each with its field; empty when it was saved.</returns>
    public async Task<IReadOnlyList<Problem>> SaveAsync(MappingProfile profile, long basedOn, CancellationToken ct)
    {
        var faults = ProfileRules.Faults(profile).Select(fault => ImportProblems.ProfileFault(fault.Field, fault.Why)).ToList();
        if (Profiles.IsShipped(profile.Code) && basedOn == 0) faults.Add(ImportProblems.ProfileShipped(profile.Code));
        if (faults.Count > 0) return faults;

        var document = JsonSerializer.Serialize(profile, MappingProfile.Json);
        if (ProfileRules.Read(document).Problem is { } unreadable) return [unreadable];

        await using var unit = await db.BeginAsync(ct);
        var row = await db.Set<ProfileRow>().AsTracking().SingleOrDefaultAsync(one => one.Code == profile.Code, ct);
        if (row is not null && basedOn == 0) return [ImportProblems.ProfileKnown(profile.Code)];
        if ((row?.Version ?? 0) != basedOn) return [ImportProblems.ProfileChangedMeanwhile()];

        var version = await NextVersionAsync(profile.Code, row, ct);
        if (row is null) db.Add(new ProfileRow { TenantId = db.Tenant, Code = profile.Code, Document = document, Version = version, ChangedAt = Now, ChangedBy = user.Name });
        else (row.Document, row.Version, row.ChangedAt, row.ChangedBy) = (document, version, Now, user.Name);
        AddVersion(profile.Code, version, document);
        return (await unit.CommitAsync(ct)).Problem is { } problem ? [problem] : [];
    }

    public async Task<Result> DeleteAsync(string code, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<ProfileRow>().AsTracking().SingleOrDefaultAsync(one => one.Code == code, ct) is not { } row) return ImportProblems.ProfileNotFound(code);
        if (await db.Set<ImportRow>().AnyAsync(import => import.Profile == code && (import.State == ImportState.Queued || import.State == ImportState.Running), ct)) return ImportProblems.ProfileInUse(code);

        AddVersion(code, await NextVersionAsync(code, row, ct), null);
        db.Remove(row);
        return await unit.CommitAsync(ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Goes on counting after a deletion, so that a version means one text for ever.</summary>
    private async Task<long> NextVersionAsync(string code, ProfileRow? row, CancellationToken ct) =>
        Math.Max(row?.Version ?? 0, await db.Set<ProfileVersionRow>().Where(one => one.Code == code).MaxAsync(one => (long?)one.Version, ct) ?? 0) + 1;

    private void AddVersion(string code, long version, string? document) =>
        db.Add(new ProfileVersionRow { TenantId = db.Tenant, Code = code, Version = version, Document = document, ChangedAt = Now, ChangedBy = user.Name });
}
