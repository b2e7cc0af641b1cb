using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;

namespace Entrepot.Platform.Approvals;

/// <summary>One page of requests.</summary>
public sealed record ApprovalListView(ListUrl Url, IReadOnlyList<Approval> Rows, long Total, long Waiting, long Ended, ApprovalKinds Kinds)
{
    public bool IsDecided => Url["tab"] == "decided";

    public string TitleOf(Approval approval) => Kinds.Find(approval.Kind)?.Title ?? approval.Kind;
}

public sealed record ApprovalSettingsView(IReadOnlyList<ApprovalPolicy> Policies, ApprovalKinds Kinds, string Currency, IReadOnlyList<ChangeRecord> Changes);

public static class ApprovalWords
{
    public static StatusWord Word(ApprovalState state) => state switch
    {
        ApprovalState.Open => new(Tone.Warn, "Waits for a decision"),
        ApprovalState.Approved => new(Tone.Go, "Approved"),
        ApprovalState.Refused => new(Tone.Stop, "Refused"),
        ApprovalState.Withdrawn => new(Tone.Rest, "Withdrawn"),
        ApprovalState.Overtaken => new(Tone.Stop, "Overtaken"),
        ApprovalState.Expired => new(Tone.Rest, "Expired"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
