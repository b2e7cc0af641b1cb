using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Parties;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;

namespace Entrepot.Customs.Features;

/// <summary>Puts a new edition of a denied-party list in place of the old one, in one transaction and for every cell.</summary>
internal sealed class ImportPartyLists(SharedData shared, IdBlocks ids, TimeProvider clock, CurrentUser user) : IPartyListImport
{
    public async Task<Result<IReadOnlyList<PartyListImported>>> ImportAsync(string folder, DateOnly? dated, CancellationToken ct)
    {
        var read = PartyListFiles.Read(folder);
        if (read.Problem is { } problem) return problem;

        var imported = new List<PartyListImported>();
        foreach (var list in read.Value) imported.Add(await StoreAsync(list with { Dated = list.Dated ?? dated }, ct));
        return imported;
    }

    public Task<PartyListImported> ImportDemoAsync(CancellationToken ct) => StoreAsync(PartyListFiles.Demo(), ct);

    private async Task<PartyListImported> StoreAsync(PartyList list, CancellationToken ct)
    {
        await using var change = await shared.BeginAsync(ct);
        var db = change.Db;
        foreach (var known in await PartyListVersions.ReadAsync(db, ct))
            if (known.Code == list.Code && known.Hash == list.Hash) return new PartyListImported(list.Code, list.Title, known.Version, known.Dated, known.Entries, known.Names, 0, 0, 0, false);

        var difference = PartyListDifference.Between(await PartyListVersions.ReadNamesAsync(db, list.Code, ct), list.Names);
        var now = clock.GetUtcNow().UtcDateTime;
        var id = ids.Next();
        var version = $"{now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-{list.Hash[..8]}";
        var entries = list.Names.Select(name => name.EntryId).Distinct().Count();
        db.Writes.Insert(new PartyListRow
        {
            Id = id,
            Code = list.Code,
            Title = list.Title,
            Version = version,
            Hash = list.Hash,
            Entries = entries,
            Names = list.Names.Count,
            IsCurrent = true,
            ImportedAt = now,
            ImportedBy = user.Name,
            Source = list.Source,
            Dated = list.Dated,
            Added = difference.Added,
            Changed = difference.Changed,
            Removed = difference.Removed,
        });
        db.Writes.Insert<PartyNameRow>(list.Names.Select((name, place) => new PartyNameRow
        {
            ListId = id,
            Place = place,
            EntryId = name.EntryId,
            Kind = name.Kind,
            Name = name.Name,
            IsAlias = name.IsAlias,
            Countries = name.Countries,
            ValidTo = name.To,
        }).ToList());
        db.Writes.Execute(PartySql.DropOlderNames, false, list.Code, id);
        db.Writes.Execute(PartySql.RetireOlderLists, false, list.Code, id);

        // Only rows of our own are written, so nobody can have changed one of them meanwhile.
        if ((await change.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        return new PartyListImported(list.Code, list.Title, version, list.Dated, entries, list.Names.Count, difference.Added, difference.Changed, difference.Removed, true);
    }
}
