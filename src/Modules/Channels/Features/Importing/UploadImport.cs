using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Takes a file from a browser, stores it and queues its import.</summary>
internal sealed class UploadImport(EntrepotDb db, IdBlocks ids, WorkClock clock, CurrentUser user, Profiles profiles, ISalesChannels channels, UploadedFiles uploads)
{
    /// <summary>What the server takes in one request; larger files are packed, or imported by the command line.</summary>
    private const long FileBytesMax = 4L << 30;

    /// <summary>A month of daily files; more come packed in one zip.</summary>
    private const int FilesMax = 50;
    private const int NameMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imports/new", async (UploadImport upload, CancellationToken ct) => PageResult.Show<UploadImportPage>(new { Found = await upload.ShowAsync(PostedForm.Blank, ct) }))
            .RequireAuthorization("imports.run");
        routes.MapPost("/imports", async (PostedForm form, UploadImport upload, Text words, CancellationToken ct) => await upload.PostAsync(form, words, ct))
            .RequireAuthorization("imports.run").WithFormOptions(multipartBodyLengthLimit: FileBytesMax);
    }

    private async Task<PageResult> PostAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var code = form.Text("channel", required: true);
        var profile = form.Text("profile", required: true);
        bool? complete = form.Text("complete") switch { "yes" => true, "no" => false, _ => null };
        var files = form.Files.GetFiles("file").Where(file => file.FileName.Length > 0).ToList();
        if (files.Count == 0) form.With(ImportProblems.NoFile());
        if (files.Count > FilesMax) form.With(ImportProblems.TooManyFiles(FilesMax));
        if (files.Find(file => file.Length == 0) is not null) form.With(ImportProblems.Empty());
        if (form.HasProblems) return PageResult.Invalid<UploadImportPage>(new { Found = await ShowAsync(form, ct) });

        var queued = new List<long>();
        foreach (var file in files)
        {
            var one = await QueueAsync(file, code, profile, complete, ct);
            if (one.Problem is { } problem) return PageResult.Invalid<UploadImportPage>(new { Found = await ShowAsync(form.With(problem), ct) });
            queued.Add(one.Value);
        }

        return queued.Count == 1 ? PageResult.Go(string.Create(CultureInfo.InvariantCulture, $"/imports/{queued[0]}"))
            : PageResult.Go("/imports").Saying(words["{0} files are being imported, one after the other", queued.Count]);
    }

    private async Task<Result<long>> QueueAsync(IFormFile file, string code, string profile, bool? complete, CancellationToken ct)
    {
        if ((await channels.AllAsync(ct)).FirstOrDefault(one => one.Code == code) is not { } channel) return ChannelsProblems.ChannelNotFound(code) with { Field = "channel" };
        var found = await profiles.FindAsync(profile, ct);
        if (found.Problem is { } problem) return problem with { Field = "profile" };

        var id = ids.Next();
        await using (var content = file.OpenReadStream())
            if ((await uploads.StoreAsync(id, content, ct)).Problem is { } unstored) return unstored;
        CrashPoints.Pass(nameof(UploadImport), "after", "file");

        var now = clock.Now;
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Insert(new ImportRow
        {
            TenantId = db.Tenant,
            Id = id,
            ChannelId = channel.Id,
            Profile = profile,
            ProfileVersion = await profiles.VersionAsync(profile, ct),
            Name = NameOf(file.FileName),
            State = ImportState.Queued,
            Phase = "waiting",
            RequestedBy = user.Name,
            RequestedAt = now,
            ProgressAt = now,
            UploadBytes = file.Length,
            Complete = complete ?? found.Value.Complete,
            Files = 1,
            Bytes = file.Length,
        });
        return (await unit.CommitAsync(ct)).Problem is { } refused ? refused : id;
    }

    /// <summary>Without the folders that some browsers send, and without what no screen can show.</summary>
    private static string NameOf(string sent)
    {
        var name = new string([.. Path.GetFileName(sent.Replace('\\', '/')).Where(c => !char.IsControl(c))]);
        return name.Length > NameMax ? name[..NameMax] + "…" : name;
    }

    private async Task<UploadImportView> ShowAsync(PostedForm form, CancellationToken ct) => new(
        form,
        [.. (await channels.AllAsync(ct)).Select(channel => new Option(channel.Code, channel.Name))],
        [.. (await profiles.AllAsync(ct)).Select(profile => new Option(profile.Code, profile.Code))]);
}
