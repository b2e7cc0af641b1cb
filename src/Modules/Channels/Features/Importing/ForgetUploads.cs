using Entrepot.Platform.Work;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Removes, once a day, what uploads that were broken off and processes that were killed have left behind.</summary>
internal sealed class ForgetUploads(UploadedFiles uploads) : IWorkHandler
{
    public const string WorkKind = "channels.forget_uploads";

    public static readonly Cadence Cadence = Cadence.Every(TimeSpan.FromDays(1));

    public string Kind => WorkKind;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        uploads.ForgetLeftBehind();
        uploads.Sweep();
        return Task.CompletedTask;
    }
}
