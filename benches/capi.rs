//! What the C interface costs beyond the core: the same tokens minted by both, and a handle made and freed.
#![allow(unsafe_code)] // it calls what C calls

use std::ffi::{CString, c_char, c_void};
use std::hint::black_box;
use std::ptr;

use criterion::{Criterion, criterion_group, criterion_main};
use voxtoken::agora::{Role, TokenBuilder, User};

const APP_ID: &str = "970CA35de60c44645bbae8a215061b33";
const CERTIFICATE: &str = "5CFd2fd1755d40ecb72977518be15d3b";
const ISSUED_AT: u32 = 1_700_000_000;
const SALT: u32 = 1;

/// Repeating one input would let the processor learn it by heart.
const INPUTS: u32 = 4096;

unsafe extern "C" {
    fn vox_agora_builder_new(
        app_id: *const c_char,
        certificate: *const c_char,
        builder: *mut *mut c_void,
        error: *mut *mut c_void,
    ) -> u32;
    fn vox_agora_builder_free(builder: *mut c_void);
    fn vox_agora_builder_set_issued_at(builder: *mut c_void, issue_ts: u32, error: *mut *mut c_void) -> u32;
    fn vox_agora_builder_set_salt(builder: *mut c_void, salt: u32, error: *mut *mut c_void) -> u32;
    fn vox_agora_builder_rtc(
        builder: *const c_void,
        channel: *const c_char,
        uid: u32,
        account: *const c_char,
        role: u32,
        token_expire: u32,
        privilege_expire: u32,
        token: *mut *mut c_char,
        error: *mut *mut c_void,
    ) -> u32;
    fn vox_agora_builder_rtc_006(
        builder: *const c_void,
        channel: *const c_char,
        uid: u32,
        account: *const c_char,
        role: u32,
        privilege_expired_ts: u32,
        token: *mut *mut c_char,
        error: *mut *mut c_void,
    ) -> u32;
    fn vox_string_free(string: *mut c_char);
}

/// A builder as C has it, with time and salt fixed, so that neither clock nor random numbers are measured.
struct Builder(*mut c_void);

impl Builder {
    fn new(app_id: &CString, certificate: &CString) -> Self {
        let mut builder = ptr::null_mut();
        // SAFETY: both texts end with NUL, the outputs may be written to.
        let status = unsafe {
            vox_agora_builder_new(app_id.as_ptr(), certificate.as_ptr(), &raw mut builder, ptr::null_mut())
        };
        assert_eq!(status, 0);
        Self(builder)
    }

    fn fixed(self) -> Self {
        // SAFETY: the builder lives and is not shared.
        let statuses = unsafe {
            [
                vox_agora_builder_set_issued_at(self.0, ISSUED_AT, ptr::null_mut()),
                vox_agora_builder_set_salt(self.0, SALT, ptr::null_mut()),
            ]
        };
        assert_eq!(statuses, [0, 0]);
        self
    }
}

impl Drop for Builder {
    fn drop(&mut self) {
        // SAFETY: it came from `vox_agora_builder_new`.
        unsafe { vox_agora_builder_free(self.0) }
    }
}

/// Uses and frees a token that C was given.
fn finish(status: u32, token: *mut c_char) {
    assert_eq!(status, 0);
    black_box(token);
    // SAFETY: it came from the library.
    unsafe { vox_string_free(token) }
}

fn benches(criterion: &mut Criterion) {
    let (app_id, certificate) = (CString::new(APP_ID).unwrap(), CString::new(CERTIFICATE).unwrap());
    let channel = CString::new("lobby").unwrap();
    let c = Builder::new(&app_id, &certificate).fixed();
    let core = TokenBuilder::new(APP_ID, CERTIFICATE).issued_at(ISSUED_AT).salt(SALT);
    let uids: Vec<_> = (0..INPUTS).map(|n| 2_000_000_000 + n * 523).collect();

    let mut group = criterion.benchmark_group("capi");
    let mut turn = uids.iter().copied().cycle();
    group.bench_function("mint 007, core", |bencher| {
        bencher.iter(|| {
            let user = User::Uid(turn.next().unwrap());
            black_box(core.rtc("lobby", &user, Role::Publisher, 3600, 3600).unwrap())
        });
    });
    let mut turn = uids.iter().copied().cycle();
    group.bench_function("mint 007, C", |bencher| {
        bencher.iter(|| {
            let (uid, mut token) = (turn.next().unwrap(), ptr::null_mut());
            // SAFETY: all that is pointed to lives.
            let status = unsafe {
                vox_agora_builder_rtc(
                    c.0,
                    channel.as_ptr(),
                    uid,
                    ptr::null(),
                    1,
                    3600,
                    3600,
                    &raw mut token,
                    ptr::null_mut(),
                )
            };
            finish(status, token);
        });
    });
    let mut turn = uids.iter().copied().cycle();
    group.bench_function("mint 006, core", |bencher| {
        bencher.iter(|| {
            let user = User::Uid(turn.next().unwrap());
            black_box(core.rtc_006("lobby", &user, Role::Publisher, 0).unwrap())
        });
    });
    let mut turn = uids.iter().copied().cycle();
    group.bench_function("mint 006, C", |bencher| {
        bencher.iter(|| {
            let (uid, mut token) = (turn.next().unwrap(), ptr::null_mut());
            // SAFETY: all that is pointed to lives.
            let status = unsafe {
                vox_agora_builder_rtc_006(
                    c.0,
                    channel.as_ptr(),
                    uid,
                    ptr::null(),
                    1,
                    0,
                    &raw mut token,
                    ptr::null_mut(),
                )
            };
            finish(status, token);
        });
    });
    group.bench_function("new and free, core", |bencher| {
        bencher.iter(|| black_box(TokenBuilder::new(APP_ID, CERTIFICATE)));
    });
    group.bench_function("new and free, C", |bencher| {
        bencher.iter(|| black_box(Builder::new(&app_id, &certificate)));
    });
    group.finish();
}

criterion_group!(capi, benches);
criterion_main!(capi);
