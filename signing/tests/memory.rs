//! Searches the memory of this process for secrets: the heap has one copy of the seed while credentials are in use, and
//! none after they are dropped.
//!
//! Without a test harness, so that all of it runs on the main thread, whose stack is named in `/proc/self/maps` and can
//! be excluded from the search. Linux only.

#![cfg(test)]

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("skipped: /proc/self/mem exists on Linux only");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File};
    use std::hint::black_box;
    use std::io::Read as _;
    use std::ops::Range;
    use std::os::unix::fs::FileExt as _;
    use std::process::Command;

    use backpack_signing::ed25519_dalek::SigningKey;
    use backpack_signing::{
        API_KEY_VARIABLE, API_SECRET_VARIABLE, AsyncCredentials, Credentials, CredentialsError,
        Instruction, Payload, Timestamp, Window, sign, sign_async, sign_subscription,
    };
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use zeroize::Zeroizing;

    /// Set in the child process, which reads its credentials from the environment.
    const CHILD: &str = "BACKPACK_TEST_MEMORY_CHILD";

    const NOW: Timestamp = Timestamp::from_millis(1_614_550_000_000);

    pub(crate) fn main() {
        if std::env::var_os(CHILD).is_some() {
            return environment();
        }
        search_finds_live_and_freed_copies();
        parsed_secrets_are_wiped();
        rejected_secrets_are_wiped();
        signing_leaves_no_copy();
        #[cfg(feature = "middleware")]
        middleware_leaves_no_copy();
        #[cfg(feature = "aws-lc-rs")]
        aws_lc_leaves_no_copy();

        let secret = Secret::random();
        let child = Command::new(std::env::current_exe().unwrap())
            .env(CHILD, "1")
            .env(API_SECRET_VARIABLE, secret.base64().as_str())
            .env_remove(API_KEY_VARIABLE)
            .status();
        assert!(child.unwrap().success(), "the child process failed");
        println!("memory: no copy of a seed is left on the heap");
    }

    /// A positive control: the search finds live copies, and copies that were freed without being wiped.
    fn search_finds_live_and_freed_copies() {
        let secret = Secret::random();
        assert_eq!(secret.copies(), 0);
        let copies: Vec<Vec<u8>> = (0..64).map(|_| secret.seed().to_vec()).collect();
        assert_eq!(secret.copies(), 64);
        drop(black_box(copies));
        assert_ne!(secret.copies(), 0, "freed copies must be found");

        let secret = Secret::random();
        let texts: Vec<String> = (0..64)
            .map(|_| secret.base64().as_str().to_owned())
            .collect();
        assert_eq!(secret.base64_copies(), 64);
        drop(black_box(texts));
        assert_ne!(secret.base64_copies(), 0, "freed copies must be found");
    }

    fn parsed_secrets_are_wiped() {
        let secret = Secret::random();
        let credentials = Credentials::from_secret(secret.base64().as_str()).unwrap();
        secret.assert_copies(1);
        let clones: Vec<_> = (0..16).map(|_| credentials.clone()).collect();
        let boxed = Box::new(credentials);
        secret.assert_copies(1);
        drop((clones, boxed));
        secret.assert_copies(0);

        let api_key = SigningKey::from_bytes(&secret.seed()).verifying_key();
        let api_key = STANDARD.encode(api_key.as_bytes());
        let credentials = Credentials::new(&api_key, secret.base64().as_str()).unwrap();
        secret.assert_copies(1);
        drop(credentials);
        secret.assert_copies(0);

        let pair = secret.pair();
        let credentials = Credentials::from_secret(pair.as_str()).unwrap();
        secret.assert_copies(1);
        drop(credentials);
        secret.assert_copies(0);
    }

    fn rejected_secrets_are_wiped() {
        let secret = Secret::random();
        let text = secret.base64();
        let text = text.as_str();
        let mut invalid = Text::<48>::new(text);
        invalid.push("!");
        let error = Credentials::from_secret(invalid.as_str()).unwrap_err();
        assert!(matches!(error, CredentialsError::NotBase64 { .. }));
        secret.assert_copies(0);

        // The seed and one more byte.
        let mut long = [0; 33];
        long[..32].copy_from_slice(&secret.seed());
        let long = Text::<48>::base64(&long);
        let error = Credentials::from_secret(long.as_str()).unwrap_err();
        assert!(matches!(
            error,
            CredentialsError::WrongLength { got: 33, .. }
        ));
        secret.assert_copies(0);

        let mut unpaired = [0; 64];
        unpaired[..32].copy_from_slice(&secret.seed());
        let unpaired = Text::<88>::base64(&unpaired);
        let error = Credentials::from_secret(unpaired.as_str()).unwrap_err();
        assert_eq!(error, CredentialsError::InvalidKeyPair);
        secret.assert_copies(0);

        // In the place of the API key.
        let other = Secret::random();
        let error = Credentials::new(text, other.base64().as_str()).unwrap_err();
        assert_eq!(error, CredentialsError::KeyMismatch);
        secret.assert_copies(0);
        other.assert_copies(0);
    }

    fn signing_leaves_no_copy() {
        let secret = Secret::random();
        let credentials = Credentials::from_secret(secret.base64().as_str()).unwrap();
        let instruction = Instruction::from_static("balanceQuery");
        let (payload, window) = (Payload::query("a=b"), Window::DEFAULT);
        let signed = sign(&credentials, &instruction, payload, NOW, window).unwrap();
        sign_subscription(&credentials, NOW, window).unwrap();
        secret.assert_copies(1);

        let credentials = AsyncCredentials::from(credentials);
        let signing = sign_async(&credentials, &instruction, payload, NOW, window);
        let again = ready(signing).unwrap();
        assert_eq!(signed.signature(), again.signature());
        let clones = vec![credentials; 16];
        secret.assert_copies(1);
        drop(clones);
        secret.assert_copies(0);
    }

    #[cfg(feature = "middleware")]
    fn middleware_leaves_no_copy() {
        use backpack_signing::{SigningMiddleware, sign_request};

        let secret = Secret::random();
        let credentials = Credentials::from_secret(secret.base64().as_str()).unwrap();
        let url = "http://localhost/".parse().unwrap();
        let mut request = reqwest::Request::new(reqwest::Method::GET, url);
        let instruction = Instruction::from_static("balanceQuery");
        sign_request(
            &credentials,
            &mut request,
            &instruction,
            NOW,
            Window::DEFAULT,
        )
        .unwrap();
        let client = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
            .with(SigningMiddleware::new(credentials))
            .build();
        let clone = client.clone();
        secret.assert_copies(1);
        drop((client, clone));
        secret.assert_copies(0);
    }

    #[cfg(feature = "aws-lc-rs")]
    fn aws_lc_leaves_no_copy() {
        let secret = Secret::random();
        let credentials = Credentials::from_secret(secret.base64().as_str()).unwrap();
        let credentials = credentials.with_aws_lc().unwrap();
        let clone = AsyncCredentials::from(credentials.clone());
        sign_subscription(&credentials, NOW, Window::DEFAULT).unwrap();
        assert_ne!(secret.copies(), 0, "AWS-LC holds the key elsewhere");
        drop((credentials, clone));
        secret.assert_copies(0);
    }

    /// Runs in the child process.
    fn environment() {
        let secret = {
            let text = Zeroizing::new(std::env::var(API_SECRET_VARIABLE).unwrap());
            let mut seed = [0; 32];
            // The decoder wants room for a multiple of three bytes.
            let mut bytes = [0; 33];
            assert_eq!(STANDARD.decode_slice(text.as_bytes(), &mut bytes), Ok(32));
            seed.copy_from_slice(&bytes[..32]);
            Secret::new(seed)
        };
        secret.assert_copies(0);
        let credentials = Credentials::from_env().unwrap();
        secret.assert_copies(1);
        drop(credentials);
        secret.assert_copies(0);
    }

    /// Polls a future that is ready at once.
    fn ready<T>(future: impl Future<Output = T>) -> T {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => panic!("the signer is not ready"),
        }
    }

    /// A string on the stack, which is excluded from the search.
    struct Text<const N: usize> {
        bytes: [u8; N],
        len: usize,
    }

    impl<const N: usize> Text<N> {
        fn new(text: &str) -> Self {
            let mut bytes = [0; N];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            let len = text.len();
            Self { bytes, len }
        }

        fn base64(input: &[u8]) -> Self {
            let mut bytes = [0; N];
            let len = STANDARD.encode_slice(input, &mut bytes).unwrap();
            Self { bytes, len }
        }

        fn push(&mut self, text: &str) {
            self.bytes[self.len..][..text.len()].copy_from_slice(text.as_bytes());
            self.len += text.len();
        }

        fn as_str(&self) -> &str {
            std::str::from_utf8(&self.bytes[..self.len]).unwrap()
        }
    }

    /// A random seed, masked so that the search does not find it here.
    struct Secret([u8; 32]);

    const MASK: u8 = 0xa5;

    impl Secret {
        fn new(seed: [u8; 32]) -> Self {
            Self(seed.map(|byte| byte ^ MASK))
        }

        fn random() -> Self {
            let mut seed = [0; 32];
            let mut random = File::open("/dev/urandom").unwrap();
            random.read_exact(&mut seed).unwrap();
            Self::new(seed)
        }

        fn seed(&self) -> [u8; 32] {
            self.0.map(|byte| byte ^ MASK)
        }

        fn base64(&self) -> Text<44> {
            Text::base64(&self.seed())
        }

        /// Base64 of the seed followed by its public key.
        fn pair(&self) -> Text<88> {
            Text::base64(&SigningKey::from_bytes(&self.seed()).to_keypair_bytes())
        }

        fn copies(&self) -> usize {
            occurrences(&self.seed())
        }

        fn base64_copies(&self) -> usize {
            occurrences(self.base64().as_str().as_bytes())
        }

        /// Asserts the number of copies of the seed on the heap, and that its base64 has no copy.
        #[track_caller]
        fn assert_copies(&self, expected: usize) {
            let found = self.copies();
            assert_eq!(found, expected, "copies of the seed on the heap");
            let found = self.base64_copies();
            assert_eq!(found, 0, "copies of the base64 of the seed on the heap");
        }
    }

    /// Counts the copies of `secret` in writable memory, by the group of eight bytes that occurs most often: the
    /// allocator overwrites a part of freed memory.
    fn occurrences(secret: &[u8]) -> usize {
        let (groups, _) = secret.as_chunks::<8>();
        let memory = File::open("/proc/self/mem").unwrap();
        let mut counts = [0; 8];
        // On the stack, so that the search does not find its own buffer.
        let mut buffer = [0; 16 * 1024];
        for Range { start, end } in writable_regions() {
            let mut at = start;
            while at < end {
                let len = buffer.len().min((end - at) as usize);
                let bytes = &mut buffer[..len];
                memory.read_exact_at(bytes, at).unwrap();
                for window in bytes.windows(8) {
                    for (group, count) in groups.iter().zip(&mut counts) {
                        *count += usize::from(window[0] == group[0] && window == group);
                    }
                }
                // The last seven bytes are read again, because a group can start in them.
                at += if at + len as u64 == end { len } else { len - 7 } as u64;
            }
        }
        counts.into_iter().max().unwrap()
    }

    /// The writable private memory of this process, without the stack of the main thread.
    fn writable_regions() -> Vec<Range<u64>> {
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let regions = maps.lines().filter_map(|line| {
            let (range, rest) = line.split_once(' ').unwrap();
            let (start, end) = range.split_once('-').unwrap();
            let address = |text| u64::from_str_radix(text, 16).unwrap();
            let searched = rest.starts_with("rw-p") && !rest.ends_with("[stack]");
            searched.then(|| address(start)..address(end))
        });
        regions.collect()
    }
}
