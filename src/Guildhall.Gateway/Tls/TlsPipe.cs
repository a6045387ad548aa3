using System.IO.Pipelines;

namespace Guildhall.Gateway.Tls;

/// <summary>The plain side of a connection as Kestrel wants it.</summary>
internal sealed class TlsPipe : IDuplexPipe
{
    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 4_096, minimumReadSize: 1_024, leaveOpen: true, useZeroByteReads: true);
    private static readonly StreamPipeWriterOptions WriterOptions = new(minimumBufferSize: 4_096, leaveOpen: true);

    public TlsPipe(TlsSession session, IDuplexPipe encrypted)
    {
        var stream = new TlsStream(session, encrypted);
        Input = PipeReader.Create(stream, ReaderOptions);
        Output = PipeWriter.Create(stream, WriterOptions);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Encrypts what is written and gives the buffers back; nothing is read or written afterwards.</summary>
    public async Task Close()
    {
        try
        {
            await Output.CompleteAsync();
        }
        finally
        {
            await Input.CompleteAsync();
        }
    }
}
