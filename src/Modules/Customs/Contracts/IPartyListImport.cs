using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <param name="List">Short name of the list: <c>ofac-sdn</c>, <c>ofac-cons</c>, <c>bis-dpl</c>, <c>un</c>, <c>demo</c>.</param>
/// <param name="Title">The list's name as its publisher calls it.</param>
/// <param name="Version">Which edition stands now: the day of the import and the beginning of the files' hash.</param>
/// <param name="Dated">The day the publisher put it out; null where neither the file nor the importer says it.</param>
/// <param name="Entries">Listed parties; <paramref name="Names"/> counts their names and aliases.</param>
/// <param name="Added">Parties that the edition before did not have; <paramref name="Changed"/> have other names, countries or dates now, <paramref name="Removed"/> are gone.</param>
/// <param name="IsNew">False when the same files had been imported before; nothing was written then.</param>
public sealed record PartyListImported(
    string List, string Title, string Version, DateOnly? Dated, int Entries, int Names, int Added, int Changed, int Removed, bool IsNew);

/// <summary>Brings denied-party lists into the database. Each call is one unit of work of its own: call it outside of any other.</summary>
public interface IPartyListImport
{
    /// <summary>
    /// Imports the lists found in a folder, or in the folders right below it: OFAC's <c>sdn.csv</c> with <c>alt.csv</c> and
    /// <c>add.csv</c>, its consolidated list <c>cons_prim.csv</c> with <c>cons_alt.csv</c> and <c>cons_add.csv</c>, the BIS
    /// denied persons' <c>dpl.txt</c>, and the United Nations' consolidated list as XML. A new edition replaces the old one of
    /// the same list and keeps a record of what changed and who imported it; importing it twice changes nothing.
    /// </summary>
    /// <param name="dated">The day of the editions whose files do not tell it; null when it is not known.</param>
    /// <returns>Refused with <c>customs.no_party_list</c> when the folder holds none of them, and with <c>customs.bad_party_list</c> when a file does not read as what its name says.</returns>
    Task<Result<IReadOnlyList<PartyListImported>>> ImportAsync(string folder, DateOnly? dated, CancellationToken ct);

    /// <summary>Imports the small list of invented names for demonstrations, named <c>demo</c>.</summary>
    Task<PartyListImported> ImportDemoAsync(CancellationToken ct);
}
