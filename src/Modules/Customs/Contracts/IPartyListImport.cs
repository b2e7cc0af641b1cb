using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <param name="List">Short name of the list: <c>ofac-sdn</c>, <c>bis-dpl</c>, <c>demo</c>.</param>
/// <param name="Version">Which edition stands now: the day of the import and the beginning of the files' hash.</param>
/// <param name="Entries">Listed parties; <paramref name="Names"/> counts their names and aliases.</param>
/// <param name="IsNew">False when the same files had been imported before; nothing was written then.</param>
public sealed record PartyListImported(string List, string Version, int Entries, int Names, bool IsNew);

/// <summary>Brings denied-party lists into the database. Each call is one unit of work of its own: call it outside of any other.</summary>
public interface IPartyListImport
{
    /// <summary>
    /// Imports the lists found in a folder: OFAC's <c>sdn.csv</c> with <c>alt.csv</c> and <c>add.csv</c>, and the
    /// BIS denied persons' <c>dpl.txt</c>. A new edition replaces the old one of the same list; importing it twice changes nothing.
    /// </summary>
    /// <returns>Refused with <c>customs.no_party_list</c> when the folder holds none of them, and with <c>customs.bad_party_list</c> when a file does not read as what its name says.</returns>
    Task<Result<IReadOnlyList<PartyListImported>>> ImportAsync(string folder, CancellationToken ct);

    /// <summary>Imports the small list of invented names for demonstrations, named <c>demo</c>.</summary>
    Task<PartyListImported> ImportDemoAsync(CancellationToken ct);
}
