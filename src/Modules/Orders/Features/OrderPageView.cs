using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Orders.Features;

/// <summary>Everything the order page shows.</summary>
public sealed record OrderPageView(
    ListUrl Url, long Id, string Number, OrderStatus Status, string? HoldCode, Sentence? HoldReason, string? HoldStage, DateTime Since, DateOnly? ExpectedOn,
    string ChannelName, IncomingOrder Content, string Tags, int Priority, int Run, IReadOnlyList<OrderLineView> Lines,
    IReadOnlyList<TraceEntry> Trace, IReadOnlyList<OrderEventView> Events, IReadOnlyList<ConsignmentInfo> Consignments,
    IReadOnlyList<FulfilmentInfo> Fulfilment, IReadOnlyList<OrderCost> Costs, IReadOnlyList<VoucherInfo> Vouchers)
{
    /// <summary>Products that a held order's unknown code could mean; empty when that is not why it waits.</summary>
    public IReadOnlyList<Product> Candidates { get; init; } = [];

    /// <summary>The code that no product answers to; empty when that is not why it waits.</summary>
    public string UnknownCode { get; init; } = "";

    /// <summary>Whether a person may let the reason of the hold pass.</summary>
    public bool MayWaive { get; init; }

    /// <summary>The first product that lacks its HS code or origin; null when that is not why the order waits.</summary>
    public Product? ToClassify { get; init; }

    /// <summary>HS codes that could fit <see cref="ToClassify"/>, best first.</summary>
    public IReadOnlyList<HsSuggestion> Suggestions { get; init; } = [];

    /// <summary>The product whose description customs would refuse; empty when that is not why it waits.</summary>
    public string VagueSku => HoldCode == "customs.vague_description" && HoldReason is { Values: [string sku, ..] } ? sku : "";

    /// <summary>Descriptions that say it better, for a person to choose from.</summary>
    public IEnumerable<string> BetterDescriptions => VagueSku.Length == 0 ? [] : Trace.Where(entry => entry is { Stage: "classify", Outcome: "held" }).SelectMany(entry => entry.Alternatives).Select(better => better.Name);

    /// <summary>Pages that help with what holds the order.</summary>
    public IReadOnlyList<HoldLinkView> Links { get; init; } = [];

    /// <summary>The products whose stock a backordered order waits for, each with its page.</summary>
    public IReadOnlyList<HoldLinkView> Awaited { get; init; } = [];

    /// <summary>Customs papers and packing lists, oldest first, voided ones too.</summary>
    public IReadOnlyList<PaperInfo> Papers { get; init; } = [];

    /// <summary>How often the order was changed: a form that was opened before the last change is not simply carried out.</summary>
    public int Version { get; init; }

    /// <summary>The last event that the reader has seen.</summary>
    public long Seen { get; init; }

    /// <summary>What colleagues wrote, newest first.</summary>
    public IReadOnlyList<OrderNoteView> Notes { get; init; } = [];

    /// <summary>User names that a note can call.</summary>
    public IReadOnlyList<string> Colleagues { get; init; } = [];
    public IReadOnlyList<OrderTagView> Marks { get; init; } = [];
    public IReadOnlyList<OrderTagView> AllTags { get; init; } = [];
    public IReadOnlyList<Option> People { get; init; } = [];

    /// <summary>Who looks after it; null for nobody.</summary>
    public string? Owner { get; init; }

    /// <summary>Changes that wait for a second person.</summary>
    public IReadOnlyList<Approval> Asked { get; init; } = [];

    /// <summary>Pieces that went over to other orders or came from them.</summary>
    public IReadOnlyList<OrderMoveView> Moves { get; init; } = [];

    /// <summary>How many other orders could leave with it.</summary>
    public int Mergeable { get; init; }

    public Money Paid => new(Content.PaidMinor(), Content.Currency);

    public bool IsOpen => IsOpenIn(Status);

    /// <summary>Whether an order in this status can still be changed.</summary>
    public static bool IsOpenIn(OrderStatus status) => status is OrderStatus.OnHold or OrderStatus.Backordered or OrderStatus.Allocated or OrderStatus.InFulfilment or OrderStatus.Received;
}

/// <param name="Product">Its id; null where the code is unknown.</param>
public sealed record OrderLineView(int Number, string Code, long? Product, string Sku, string Description, long Quantity, long CancelledQuantity, Money Amount, bool IsService)
{
    /// <summary>Gone over to other orders.</summary>
    public long MovedQuantity { get; init; }
}

/// <summary>A split or a merge that this order has part in.</summary>
/// <param name="Kind"><c>split</c> or <c>merge</c>.</param>
/// <param name="IsInto">The pieces came into this order.</param>
public sealed record OrderMoveView(long Id, string Kind, bool IsInto, long Other, string OtherNumber, long Pieces, DateTime At, string Actor)
{
    public string Title => (Kind, IsInto) switch
    {
        ("split", false) => "Split off into {0}",
        ("split", true) => "Split off from {0}",
        (_, false) => "Merged into {0}",
        _ => "Merged from {0}",
    };
}

public sealed record OrderEventView(DateTime At, string Kind, string Actor, Sentence Text);
