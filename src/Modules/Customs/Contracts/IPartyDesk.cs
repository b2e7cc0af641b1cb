using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>Lists of denied parties made ready to compare names with. Not thread-safe.</summary>
public interface IPartyScreen
{
    /// <summary>The lists with their editions, as <c>ofac-sdn 2026-11-22-1a2b3c4d; un …</c>.</summary>
    string Version { get; }

    int Names { get; }

    /// <summary>The match that resembles most, at or above the threshold of a hold; null where nobody listed resembles the name.</summary>
    /// <param name="country">ISO 3166-1 alpha-2 of the address; empty when it is not known.</param>
    PartyMatch? Best(string name, string country);

    /// <summary>The edition of one list, by the short name that a match has.</summary>
    string VersionOf(string list);
}

/// <summary>Lists in files, to screen names without a database.</summary>
public interface IPartyFiles
{
    /// <param name="places">Folders, or single files, as the lists' publishers name them; of one list in two places the later one counts.</param>
    /// <param name="on">The day of the screening: orders that ended before do not count.</param>
    /// <returns>Refused with <c>customs.no_party_list</c> or <c>customs.bad_party_list</c> where a place does not hold a list that can be read.</returns>
    Result<IPartyScreen> Open(IReadOnlyList<string> places, DateOnly on);
}

/// <summary>The imported lists, to screen names outside of orders.</summary>
public interface IPartyDesk
{
    /// <returns>Refused with <c>customs.no_list_loaded</c> where none was imported: never an empty screen.</returns>
    Task<Result<IPartyScreen>> OpenAsync(CancellationToken ct);
}
