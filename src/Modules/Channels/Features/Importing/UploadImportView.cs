using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Importing;

/// <summary>The form for a file, with what can be chosen.</summary>
public sealed record UploadImportView(PostedForm Posted, IReadOnlyList<Option> Channels, IReadOnlyList<Option> Profiles);
