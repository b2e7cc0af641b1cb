using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Takes a file from a browser, lays it down and queues its import.</summary>
internal sealed class UploadImport(EntrepotDb db, IdBlocks ids, TimeProvider clock, CurrentUser user, Profiles profiles, ISalesChannels channels, IConfiguration configuration)
{
    /// <summary>What the server takes in one request; larger files are packed, or imported by the command line.</summary>
    private const long FileBytesMax = 4L << 30;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imports/new", async (UploadImport upload, CancellationToken ct) => PageResult.Show<UploadImportPage>(new { Found = await upload.ShowAsync(PostedForm.Blank, ct) }))
            .RequireAuthorization("imports.run");
        routes.MapPost("/imports", async (PostedForm form, UploadImport upload, CancellationToken ct) => await upload.PostAsync(form, ct))
            .RequireAuthorization("imports.run").WithFormOptions(multipartBodyLengthLimit: FileBytesMax);
    }

    private async Task<PageResult> PostAsync(PostedForm form, CancellationToken ct)
    {
        var code = form.Text("channel", required: true);
        var profile = form.Text("profile", required: true);
        if (form.Files.GetFile("file") is not { Length: > 0 } file) form.With(ImportProblems.NoFile());
        else if (!form.HasProblems && (await QueueAsync(file, code, profile, ct)) is var queued)
        {
            if (queued.Problem is null) return PageResult.Go(string.Create(CultureInfo.InvariantCulture, $"/imports/{queued.Value}"));
            form.With(queued.Problem);
        }

        return PageResult.Invalid<UploadImportPage>(new { Found = await ShowAsync(form, ct) });
    }

    private async Task<Result<long>> QueueAsync(IFormFile file, string code, string profile, CancellationToken ct)
    {
        if ((await channels.AllAsync(ct)).FirstOrDefault(one => one.Code == code) is not { } channel) return ChannelsProblems.ChannelNotFound(code);
        if ((await profiles.FindAsync(profile, ct)).Problem is { } problem) return problem;

        var id = ids.Next();
        var folder = Directory.CreateDirectory(Path.Combine(configuration["Entrepot:Data"] ?? Path.GetTempPath(), "imports"));
        var spool = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{id}.upload"));
        await using (var stored = File.Create(spool)) await file.CopyToAsync(stored, ct);

        var now = clock.GetUtcNow().UtcDateTime;
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Insert(new ImportRow
        {
            TenantId = db.Tenant,
            Id = id,
            ChannelId = channel.Id,
            Profile = profile,
            Name = Path.GetFileName(file.FileName),
            State = ImportState.Queued,
            Phase = "waiting",
            RequestedBy = user.Name,
            RequestedAt = now,
            ProgressAt = now,
            SpoolPath = spool,
            Files = 1,
            Bytes = file.Length,
        });
        return (await unit.CommitAsync(ct)).Problem is { } refused ? refused : id;
    }

    private async Task<UploadImportView> ShowAsync(PostedForm form, CancellationToken ct) => new(
        form,
        [.. (await channels.AllAsync(ct)).Select(channel => new Option(channel.Code, channel.Name))],
        [.. (await profiles.AllAsync(ct)).Select(profile => new Option(profile.Code, profile.Code))]);
}
