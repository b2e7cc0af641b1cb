using System.Text.Json.Nodes;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Classification;
using Entrepot.Customs.Domain.Declarations.Describing;
using Entrepot.Customs.Domain.Descriptions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Life;

/// <summary>Why goods may be waiting at customs, from the declaration itself and what customs have said: what to look at, the likeliest first.</summary>
internal static class DeclarationDoctor
{
    /// <summary>What stays longer in one stage is looked into: most declarations of parcels are cleared within two days.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(48);

    /// <summary>Documents that prove a price: commercial invoice, pro-forma invoice, invoice of the customs value.</summary>
    private static readonly string[] Invoices = ["N380", "N325", "N935"];

    private static readonly VagueTerms Terms = new();

    public static bool IsLate(DeclarationStage stage, DateTime since, DateTime now) => stage != DeclarationStage.Draft && !DeclarationLife.IsOver(stage) && now - since >= Patience;

    /// <returns>Empty while it is not late.</returns>
    public static IReadOnlyList<Sentence> Checklist(JsonObject description, DeclarationStage stage, DateTime since, DateTime? documentsDue, DateTime now)
    {
        if (!IsLate(stage, since, now)) return [];

        var list = new List<Sentence>();
        if (stage == DeclarationStage.DocumentsAsked) list.Add(documentsDue is { } due ? (Sentence)$"Customs want documents by {DateOnly.FromDateTime(due)}: send the invoice, the packing list and what each item names." : "Customs want documents: send the invoice, the packing list and what each item names.");
        if (stage == DeclarationStage.TaxDue) list.Add("Duty and taxes are not paid: top up the deferment or cash account.");
        if (stage is DeclarationStage.Filing or DeclarationStage.Filed) list.Add("No notification has come: look whether the address for notifications is right, and ask customs or the broker by the reference.");
        if (stage == DeclarationStage.Received) list.Add("It was lodged before arrival: have the goods arrived, and does the location of the goods say where?");
        Goods(description, DateOnly.FromDateTime(now), list);
        return list;
    }

    private static void Goods(JsonObject description, DateOnly on, List<Sentence> list)
    {
        foreach (var (place, words) in Said.Under(description, "items[].description"))
            if (words is not null && Terms.Part(GoodsWords.Of(words), on) is { } term) list.Add($"{place}: '{term.Text}' may be too vague. Have a picture and the purpose of the goods ready.");
        if (!Said.Values(description, "items[].documents[].code").Any(Invoices.Contains)) list.Add("No invoice is declared among the documents: the value may be questioned. Have the invoice and the proof of payment ready.");
        foreach (var (place, preference) in Said.Under(description, "items[].taxes[].preference"))
            if (preference is { Length: 3 } && preference[0] is '2' or '3') list.Add($"{place}: a preference is claimed. Have the proof of origin ready.");
        foreach (var (place, status) in Said.Under(description, "items[].documents[].status"))
            if (status is { Length: 2 } && status[0] == 'X') list.Add($"{place}: a licence is said not to be needed. Have the reason in writing.");
    }
}
