using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;

namespace Entrepot.Customs.Features;

/// <summary>Keeps editions of tariffs as their publishers export them, in one transaction and for every cell.</summary>
internal sealed class TariffImport(EntrepotDb db, SharedData shared, IdBlocks ids, TimeProvider clock, CurrentUser user, IEnumerable<ITradedCodes> traded) : ITariffImport
{
    public async Task<Result<TariffImported>> ImportAsync(TariffFileToImport file, CancellationToken ct)
    {
        if (!File.Exists(file.Path)) return TariffProblems.NoFile(file.Path);

        await using var stream = File.OpenRead(file.Path);
        var isCsv = TariffCsv.IsNamedSo(file.Path);
        var read = isCsv ? await TariffCsv.ReadAsync(stream, file.Path, ct) : await HtsFile.ReadAsync(stream, Path.GetFileName(file.Path), ct);
        if (read.Problem is { } problem) return problem;
        if (!read.Value.Rows.Any(row => row is { IsLine: true, SetsRates: true })) return TariffProblems.NoTariffRows(file.Path);
        if (isCsv && (file.Destination is null || file.Currency is null)) return TariffProblems.NoTariffOwner(file.Path);

        var dates = TariffDates.Of(file.Title ?? file.Path);
        var from = file.ValidFrom ?? (isCsv ? null : dates.From);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var head = isCsv
            ? new TariffHead($"csv-{file.Destination?.ToUpperInvariant()}", file.Destination?.ToUpperInvariant() ?? "", file.Currency?.ToUpperInvariant() ?? "", file.Title ?? dates.Title, from ?? today, $"{Path.GetFileName(file.Path)} [V2]")
            : new TariffHead("us-hts", "US", "USD", file.Title ?? dates.Title, from ?? today, $"Harmonized Tariff Schedule of the United States, {dates.Title} (USITC) [V1]");
        return await StoreAsync(head, read.Value, from is null, ct);
    }

    private async Task<Result<TariffImported>> StoreAsync(TariffHead head, TariffFile file, bool isDayAssumed, CancellationToken ct)
    {
        var hash = TariffContent.Hash(file.Rows);
        var count = TariffCount.Of(file.Rows, head.Currency);
        await using var change = await shared.BeginAsync(ct);
        var all = await TariffEditions.AllAsync(change.Db, ct);
        var current = all.FindAll(edition => edition.WithdrawnAt is null && edition.Destination == head.Destination);
        if (current.Find(edition => edition.Hash == hash && (isDayAssumed || edition.ValidFrom == head.From)) is { } known)
            return Told(known.Id, head with { From = known.ValidFrom, Title = known.Title }, known.IsDayAssumed, count, file, TariffDifference.None, null, null, isNew: false);

        var before = current.Where(edition => edition.ValidFrom <= head.From).MaxBy(edition => (edition.ValidFrom, edition.ImportedAt, edition.Id));
        var difference = before is null ? TariffDifference.None : TariffDifference.Between(await TariffEditions.RowsAsync(change.Db, before.Id, ct), file.Rows);
        var now = clock.GetUtcNow().UtcDateTime;
        var withdrawn = all.Find(edition => edition.WithdrawnAt is not null && edition.Hash == hash && edition.Schedule == head.Schedule && edition.ValidFrom == head.From);
        var id = withdrawn?.Id ?? ids.Next();
        if (withdrawn is not null) change.Db.Writes.Execute(TariffSql.Reinstate, true, id, Timestamps.ToStored(now), user.Name);
        else Insert(change.Db, id, head, hash, count, file, difference, isDayAssumed, now);

        if ((await change.CommitAsync(ct)).Problem is { } problem) return problem;
        return Told(id, head, isDayAssumed, count, file, difference, await YoursAsync(head.Destination, difference, ct), before?.Title, isNew: true);
    }

    private void Insert(EntrepotDb db, long id, TariffHead head, string hash, TariffCount count, TariffFile file, TariffDifference difference, bool isDayAssumed, DateTime now)
    {
        db.Writes.Insert(new TariffEditionRow
        {
            Id = id,
            Schedule = head.Schedule,
            Destination = head.Destination,
            Currency = head.Currency,
            Title = head.Title,
            Hash = hash,
            ValidFrom = head.From,
            IsDayAssumed = isDayAssumed,
            RowCount = count.Rows,
            EightDigit = count.EightDigit,
            TenDigit = count.TenDigit,
            Computed = count.Computed,
            Reasoned = count.Reasoned,
            Unknown = count.Unknown,
            Refused = file.Faults.Count,
            Changed = difference.Changed.Count,
            Added = difference.Added.Count,
            Removed = difference.Removed.Count,
            Source = head.Source,
            ImportedAt = now,
            ImportedBy = user.Name,
        });
        db.Writes.Insert<TariffPartRow>([.. TariffContent.Write(file.Rows).Select(part => new TariffPartRow { EditionId = id, Chapter = part.Chapter, Content = part.Content })]);
    }

    public async Task<Result<TariffEditionInfo>> RollBackAsync(string destination, CancellationToken ct)
    {
        await using var change = await shared.BeginAsync(ct);
        var current = (await TariffEditions.CurrentAsync(change.Db, ct)).FindAll(edition => edition.Destination == destination);
        if (current.MaxBy(edition => (edition.ImportedAt, edition.Id)) is not { } last) return TariffProblems.NothingToRollBack(destination);

        var now = clock.GetUtcNow().UtcDateTime;
        change.Db.Writes.Execute(TariffSql.Withdraw, true, last.Id, Timestamps.ToStored(now), user.Name);
        if ((await change.CommitAsync(ct)).Problem is { } problem) return problem;
        return Info(last, current) with { WithdrawnAt = now };
    }

    public async Task<IReadOnlyList<TariffEditionInfo>> EditionsAsync(CancellationToken ct)
    {
        var all = await TariffEditions.AllAsync(db, ct);
        return [.. all.OrderBy(edition => edition.WithdrawnAt is not null).Select(edition => Info(edition, all))];
    }

    private static TariffEditionInfo Info(TariffEditionRow row, List<TariffEditionRow> all)
    {
        var next = all.Where(other => other.WithdrawnAt is null && other.Destination == row.Destination && other.ValidFrom > row.ValidFrom).Select(other => (DateOnly?)other.ValidFrom).Min();
        return new(
            row.Id, row.Schedule, row.Destination, row.Title, row.ValidFrom, next?.AddDays(-1), row.IsDayAssumed, row.EightDigit, row.Computed, row.Reasoned, row.Unknown,
            row.Changed, row.Added, row.Removed, row.Source, row.ImportedAt, row.ImportedBy, row.WithdrawnAt);
    }

    /// <summary>How many products are entered under a line that changed; the first six digits stand for every line below them.</summary>
    private async Task<int?> YoursAsync(string destination, TariffDifference difference, CancellationToken ct)
    {
        if (traded.FirstOrDefault() is not { } goods) return null;
        if (difference.Changed.Count == 0) return 0;

        var changed = difference.Changed.Select(line => line.Code).ToHashSet(StringComparer.Ordinal);
        var above = changed.Select(code => code[..6]).ToHashSet(StringComparer.Ordinal);
        return (await goods.InAsync(destination, ct)).Count(code => code.Length >= 8 ? changed.Contains(code[..8]) : above.Contains(code[..6]));
    }

    private static TariffImported Told(
        long id, TariffHead head, bool isDayAssumed, TariffCount count, TariffFile file, TariffDifference difference, int? yours, string? against, bool isNew) => new(
        id, head.Schedule, head.Destination, head.Title, head.From, isDayAssumed, count.Rows, count.EightDigit, count.TenDigit, count.Computed, count.Reasoned, count.Unknown,
        difference.Changed.Count, difference.Changed.Count(line => line.IsGeneral), difference.Added.Count, difference.Removed.Count, yours, against, isNew,
        [.. file.Faults.Select(fault => new TariffRowRefused(fault.Row, fault.Code, fault.Why))]);
}
