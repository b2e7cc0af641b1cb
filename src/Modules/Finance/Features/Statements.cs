using System.Globalization;
using System.Text.Json;
using Entrepot.Finance.Contracts;
using Entrepot.Finance.Data;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Finance.Features;

/// <param name="Account">Number in the chart of accounts.</param>
/// <param name="Language">Of the recipient; null for English.</param>
internal sealed record StatementWish(string Account, string Currency, DateOnly From, DateOnly To, Address Recipient, string? Language);

/// <summary>
/// Statements of account: what stood on an account before a period, every posting in it and what is left, to a party by name. Issued
/// once with a number of the company's own, frozen, and drawn when somebody opens it.
/// </summary>
/// <param name="services">Fonts are megabytes that only a printed paper needs: they are taken when one is.</param>
internal sealed class Statements(EntrepotDb db, DocumentNumbers numbers, Letterheads letterheads, IdBlocks ids, CurrentUser user, IServiceProvider services, TimeProvider clock) : IIssuedNumbers
{
    /// <summary>Some hundred pages; whoever needs more asks for a shorter period.</summary>
    private const int LinesMax = 5_000;

    private const int ListedMax = 100;

    public NumberedDocument Document => NumberedDocument.Statement;

    public async Task<IReadOnlyList<string>> AllAsync(CancellationToken ct) => await db.Set<StatementRow>().Select(row => row.Number).ToListAsync(ct);

    /// <returns>The statement's id.</returns>
    public async Task<Result<long>> IssueAsync(StatementWish wish, CancellationToken ct)
    {
        if (!ChartOfAccounts.Has(wish.Account)) return FinanceProblems.UnknownAccount(wish.Account);
        if (!Currencies.IsKnown(wish.Currency)) return FinanceProblems.UnknownCurrency(wish.Currency);
        if (wish.To < wish.From) return FinanceProblems.PeriodBackwards();
        if (wish.To > Today) return FinanceProblems.PeriodNotOver(Today);

        await using var unit = await db.BeginAsync(ct);
        await unit.BecomeOnlyWriterAsync(ct);
        var postings = await db.QueryAsync(StatementSql.Postings,
            row => new StatementLine(row.GetFieldValue<DateOnly>(0), Voucher.NumberOf(row.GetFieldValue<DateOnly>(0), new(row.GetInt64(1))), SentenceJson.FromText(row.GetString(2)).ToString(), new(row.GetInt64(3), wish.Currency)),
            ct, db.Tenant.Value, wish.Account, wish.Currency, wish.From, wish.To, (long)(LinesMax + 1));
        if (postings.Count > LinesMax) return FinanceProblems.StatementTooLong(LinesMax);

        var opening = new Money((await db.QueryAsync(StatementSql.Before, row => row.GetInt64(0), ct, db.Tenant.Value, wish.Account, wish.Currency, wish.From))[0], wish.Currency);
        if (postings.Count == 0 && opening.Minor == 0) return FinanceProblems.NothingToState(wish.Account);

        var now = clock.GetUtcNow().UtcDateTime;
        var id = ids.Next();
        var number = (await numbers.OpenAsync(ct)).Next(NumberedDocument.Statement, Today) ?? string.Create(CultureInfo.InvariantCulture, $"ST-{Today:yyyyMMdd}-{id}");
        var letterhead = await letterheads.FindAsync(ct);
        var statement = new AccountStatement
        {
            Number = number,
            From = wish.From,
            To = wish.To,
            Issuer = new((letterhead.Seat ?? new Address()) with { Name = letterhead.Name, Company = "" }) { LocalName = letterhead.LocalName, Website = letterhead.Website },
            Recipient = new(wish.Recipient),
            Language = wish.Language,
            Opening = opening,
            Lines = postings,
        };
        db.Writes.Insert(new StatementRow
        {
            TenantId = db.Tenant,
            Id = id,
            Number = number,
            Account = wish.Account,
            Recipient = wish.Recipient.Name,
            FromDay = wish.From,
            ToDay = wish.To,
            BalanceMinor = postings.Aggregate(opening, (sum, line) => sum + line.Amount).Minor,
            Currency = wish.Currency,
            Content = JsonSerializer.Serialize(statement, StatementJson.Default.AccountStatement),
            IssuedAt = now,
            IssuedBy = user.Name,
        });
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : id;
    }

    public async Task<IReadOnlyList<StatementInList>> ListAsync(CancellationToken ct) =>
        [.. (await db.Set<StatementRow>().OrderByDescending(row => row.Id).Take(ListedMax)
            .Select(row => new { row.Id, row.Number, row.Account, row.Recipient, row.FromDay, row.ToDay, row.BalanceMinor, row.Currency, row.IssuedAt, row.IssuedBy }).ToListAsync(ct))
            .Select(row => new StatementInList(row.Id, row.Number, row.Account, ChartOfAccounts.NameOf(row.Account), row.Recipient, row.FromDay, row.ToDay, new(row.BalanceMinor, row.Currency), row.IssuedAt, row.IssuedBy))];

    public async Task<Result<byte[]>> PrintAsync(long id, CancellationToken ct)
    {
        if (await db.Set<StatementRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } row) return FinanceProblems.StatementNotFound(id);
        var statement = JsonSerializer.Deserialize(row.Content, StatementJson.Default.AccountStatement) ?? throw new InvalidOperationException($"Statement {row.Number} has no content.");
        return StatementPaper.Render(statement, services.GetRequiredService<FontLibrary>(), row.IssuedAt);
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
