using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features;

/// <summary>Papers from the declared goods to their end: decided, made and frozen, voided.</summary>
internal sealed class KeepPapers(EntrepotDb db, IdBlocks ids, ITraderNumbers traders, Letterheads letterheads, DocumentNumbers documentNumbers, PrintPapers print, TimeProvider clock) : ICustomsPapers
{
    public string? LanguageFor(string country, DateOnly on) => PaperLanguages.For(country, on);

    public IReadOnlyList<PapersNeeded> Needed(IReadOnlyList<PapersQuestion> questions)
    {
        var answers = new PapersNeeded[questions.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = PaperRules.Needed(questions[i]);
        return answers;
    }

    public void Declare(IReadOnlyList<DeclaredGoods> goods)
    {
        foreach (var one in goods)
            db.Writes.Insert(new DeclaredRow { TenantId = db.Tenant, ConsignmentId = one.Consignment, Goods = JsonSerializer.Serialize(one, PaperJson.Default.DeclaredGoods) });
    }

    public async Task<IReadOnlyList<Result<IReadOnlyList<PaperInfo>>>> MakeAsync(IReadOnlyList<PackedConsignment> packed, CancellationToken ct)
    {
        var wanted = packed.Select(consignment => consignment.Id).Distinct().ToList();
        var keys = wanted.ConvertAll(id => id.Value).ToArray();
        var known = (await db.ReadAsync<PaperRow>(PaperSql.OfConsignments, ct, db.Tenant.Value, keys)).ToLookup(paper => paper.ConsignmentId);
        var declared = (await db.ReadAsync<DeclaredRow>(PaperSql.DeclaredOf, ct, db.Tenant.Value, keys))
            .ToDictionary(row => row.ConsignmentId, row => JsonSerializer.Deserialize(row.Goods, PaperJson.Default.DeclaredGoods));
        var now = clock.GetUtcNow().UtcDateTime;
        var numbers = await traders.InForceAsync(DateOnly.FromDateTime(now), ct);

        var issuing = new Issuing(numbers, await letterheads.FindAsync(ct), await documentNumbers.OpenAsync(ct), now);

        var made = new Dictionary<ConsignmentId, Result<IReadOnlyList<PaperInfo>>>();
        foreach (var consignment in packed)
        {
            if (made.ContainsKey(consignment.Id)) continue;
            made[consignment.Id] = known[consignment.Id].Any()
                ? new([.. known[consignment.Id].Select(paper => paper.ToInfo())])
                : Make(consignment, declared.GetValueOrDefault(consignment.Id), issuing);
        }

        return [.. packed.Select(consignment => made[consignment.Id])];
    }

    public void Void(IReadOnlyList<OrderId> orders)
    {
        var now = Timestamps.ToStored(clock.GetUtcNow().UtcDateTime);
        foreach (var order in orders) db.Writes.Execute(PaperSql.VoidOfOrder, false, db.Tenant.Value, order.Value, now);
    }

    public async Task<IReadOnlyList<PaperInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => await db.Set<PaperRow>()
        .Where(paper => orders.Contains(paper.OrderId)).OrderBy(paper => paper.Id)
        .Select(paper => new PaperInfo(paper.Id, paper.ConsignmentId, paper.OrderId, paper.Kind, paper.Number, paper.ParcelNumber, paper.MadeAt, paper.VoidedAt)).ToListAsync(ct);

    public Task<Result<byte[]>> PrintAsync(IReadOnlyList<ConsignmentId> consignments, CancellationToken ct) => print.OfConsignmentsAsync(consignments, ct);

    /// <summary>What all papers of a batch have in common.</summary>
    private sealed record Issuing(IReadOnlyList<TraderNumbers> Numbers, Letterhead Letterhead, NumberSeries Series, DateTime Now);

    /// <remarks>A number of the company's own is taken when nothing can refuse the paper any more: there is no gap for one that was not made.</remarks>
    private Result<IReadOnlyList<PaperInfo>> Make(PackedConsignment packed, DeclaredGoods? goods, Issuing issuing)
    {
        var parties = Parties.Of(goods, packed, issuing.Numbers, issuing.Letterhead);
        if (Countries.CustomsTerritory(packed.ShipFrom.Country) == Countries.CustomsTerritory(packed.ShipTo.Country))
        {
            var list = PaperContents.PackingList(null, packed, parties, new(null, issuing.Series.Next(NumberedDocument.PackingList, packed.PackedOn)));
            return Add(packed, issuing.Now, [(PaperKind.PackingList, 0, list.Number, JsonSerializer.Serialize(list, PaperJson.Default.PackingList))]);
        }

        if (goods is null) return PaperProblems.NotDeclared(packed.Reference);

        var shares = PackedShares.Of(goods, packed);
        if (shares.Problem is { } differs) return differs;

        var value = new Money(goods.Lines.Sum(line => line.AmountMinor), goods.Currency);
        var kinds = PaperRules.Needed(new(
            packed.ShipFrom.Country, packed.ShipTo.Country, packed.Service, value, packed.Parcels.Max(parcel => parcel.GrossWeightGrams), packed.PackedOn, packed.Fx)).Kinds;
        var isPosted = kinds.Any(kind => kind is PaperKind.Cn22 or PaperKind.Cn23);
        if (isPosted && shares.Value.ToList().FindIndex(share => share.Count == 0) is >= 0 and var unknown) return PaperProblems.ContentsUnknown(packed.Reference, packed.Parcels[unknown].Number);

        string? Own(PaperKind kind, NumberedDocument document) => kinds.Contains(kind) ? issuing.Series.Next(document, packed.PackedOn) : null;
        var own = new OwnNumbers(Own(PaperKind.CommercialInvoice, NumberedDocument.CommercialInvoice), Own(PaperKind.PackingList, NumberedDocument.PackingList));
        var papers = new List<(PaperKind, int, string, string)>();
        foreach (var kind in kinds)
        {
            if (kind == PaperKind.CommercialInvoice)
            {
                var invoice = PaperContents.Invoice(goods, packed, parties, own);
                papers.Add((kind, 0, invoice.Number, JsonSerializer.Serialize(invoice, PaperJson.Default.CommercialInvoice)));
            }
            else if (kind == PaperKind.PackingList)
            {
                var list = PaperContents.PackingList(goods, packed, parties, own);
                papers.Add((kind, 0, list.Number, JsonSerializer.Serialize(list, PaperJson.Default.PackingList)));
            }
            else
            {
                for (var i = 0; i < packed.Parcels.Count; i++)
                {
                    var form = PaperContents.Postal(goods, packed, parties, packed.Parcels[i], shares.Value[i], kinds.Contains(PaperKind.CommercialInvoice), own);
                    papers.Add((kind, packed.Parcels[i].Number, PaperContents.Number(kind, packed, packed.Parcels[i].Number), JsonSerializer.Serialize(form, PaperJson.Default.PostalDeclaration)));
                }
            }
        }

        return Add(packed, issuing.Now, papers);
    }

    private Result<IReadOnlyList<PaperInfo>> Add(PackedConsignment packed, DateTime now, IReadOnlyList<(PaperKind Kind, int Parcel, string Number, string Content)> papers)
    {
        var added = new List<PaperInfo>(papers.Count);
        foreach (var (kind, parcel, number, content) in papers)
        {
            var template = PaperTemplates.Current(kind);
            var row = new PaperRow
            {
                TenantId = db.Tenant,
                Id = ids.Next(),
                ConsignmentId = packed.Id,
                OrderId = packed.Order,
                Kind = kind,
                Number = number,
                ParcelNumber = parcel,
                Content = content,
                Template = template,
                ContentHash = PaperRow.HashOf(number, kind, template, content),
                MadeAt = now,
            };
            db.Writes.Insert(row);
            added.Add(row.ToInfo());
        }

        return added;
    }
}
