using System.Collections.Frozen;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Mapping profiles: those that come with the product, and the company's own, which take precedence.</summary>
internal sealed class Profiles(EntrepotDb db)
{
    private static readonly FrozenDictionary<string, string> BuiltIn = new[] { "uci-online-retail", "plain-csv", "amazon", "shopify", "entrepot" }
        .ToFrozenDictionary(code => code, Document, StringComparer.Ordinal);

    /// <summary>Whether it comes with the product.</summary>
    public static bool IsShipped(string code) => BuiltIn.ContainsKey(code);

    public async Task<Result<MappingProfile>> FindAsync(string code, CancellationToken ct) =>
        await DocumentAsync(code, ct) is { } document ? ProfileRules.Read(document) : ImportProblems.ProfileNotFound(code);

    /// <summary>The profile's JSON; null when there is none.</summary>
    public async Task<string?> DocumentAsync(string code, CancellationToken ct) =>
        (await db.Set<ProfileRow>().SingleOrDefaultAsync(row => row.Code == code, ct))?.Document ?? BuiltIn.GetValueOrDefault(code);

    /// <summary>Of the company's own profile; zero for one that comes with the product.</summary>
    public async Task<long> VersionAsync(string code, CancellationToken ct) => await db.Set<ProfileRow>().Where(row => row.Code == code).Select(row => row.Version).FirstOrDefaultAsync(ct);

    public async Task<IReadOnlyList<(string Code, bool IsOwn)>> AllAsync(CancellationToken ct)
    {
        var own = await db.Set<ProfileRow>().Select(row => row.Code).ToListAsync(ct);
        return [.. own.Select(code => (code, true)).Concat(BuiltIn.Keys.Except(own).Select(code => (code, false))).OrderBy(profile => profile.code, StringComparer.Ordinal)];
    }

    private static string Document(string code)
    {
        using var reader = new StreamReader(RuleFile.Open(typeof(Profiles).Assembly, $"profiles/{code}.json"));
        return reader.ReadToEnd();
    }
}
